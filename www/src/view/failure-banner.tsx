import { failure, jobs, loading, refreshJobs } from "../state/jobs";
import { Icon } from "./icon";

/** Laid over the foot of the page, so that its coming and going moves no row. */
export function FailureBanner() {
  if (failure.value === undefined) return null;
  return (
    <div class="banner" role="alert">
      <Icon name="warning" />
      <p>
        {failure.value}{" "}
        {jobs.value && <span class="banner-note">The list shows the last known state.</span>}
      </p>
      <button
        type="button"
        class="button"
        aria-disabled={loading.value}
        onClick={() => void refreshJobs()}
      >
        {loading.value ? "Trying…" : "Try again"}
      </button>
    </div>
  );
}
