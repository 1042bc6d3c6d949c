import { useSignal } from "@preact/signals";
import { statusGroup } from "../job/status";
import { failure, jobs, loading, loadMoreJobs, total } from "../state/jobs";
import { route } from "../state/route";
import { CancelDialog } from "./cancel-dialog";
import { EmptyList, NoMatch } from "./empty-list";
import { JobRow } from "./job-row";
import { SkeletonRows } from "./skeleton-rows";
import { useKeptFocus } from "./use-kept-focus";

export function JobList({ onCreate }: { onCreate: () => void }) {
  const canceling = useSignal<string | undefined>(undefined);
  const keepFocus = useKeptFocus();
  const rows = jobs.value;
  const group = route.value.group;
  const shown = rows?.filter((job) => group === "all" || statusGroup(job) === group);
  const job = rows?.find((row) => row.id === canceling.value);

  if (rows?.length === 0) return <EmptyList onCreate={onCreate} />;
  if (shown?.length === 0 && group !== "all") return <NoMatch group={group} />;
  return (
    <>
      <table class="jobs" aria-label="Batch jobs" aria-busy={loading.value} {...keepFocus}>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Job</th>
            <th scope="col">Created</th>
            <th scope="col">Progress</th>
            <th scope="col">File</th>
            <th scope="col">
              <span class="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown?.map((row) => (
            <JobRow
              key={row.id}
              job={row}
              onCancel={() => {
                canceling.value = row.id;
              }}
            />
          ))}
          {!shown && <SkeletonRows still={failure.value !== undefined} />}
        </tbody>
      </table>
      {rows && <Footer shown={rows.length} />}
      {job && (
        <CancelDialog
          job={job}
          onClose={() => {
            canceling.value = undefined;
          }}
        />
      )}
    </>
  );
}

function Footer({ shown }: { shown: number }) {
  if (shown >= total.value) return null;
  return (
    <p class="more">
      The newest {shown} of {total.value} jobs.
      <button
        type="button"
        class="button"
        aria-disabled={loading.value}
        onClick={() => void loadMoreJobs()}
      >
        Show more
      </button>
    </p>
  );
}
