import { loading, refreshJobs } from "../state/jobs";
import { Icon } from "./icon";
import { StatusFilter } from "./status-filter";
import { UpdatedAge } from "./updated-age";

export function Toolbar({ onCreate }: { onCreate: () => void }) {
  return (
    <div class="toolbar">
      <h1>Jobs</h1>
      <UpdatedAge />
      {/* aria-disabled, not disabled: a disabled button would lose the focus at every refresh. */}
      <button
        type="button"
        class="button"
        aria-disabled={loading.value}
        aria-busy={loading.value}
        onClick={() => void refreshJobs()}
      >
        <Icon name="refresh" />
        Refresh
      </button>
      <button type="button" class="button primary" onClick={onCreate}>
        <Icon name="plus" />
        New export
      </button>
      <StatusFilter />
    </div>
  );
}
