import { groupNames, type StatusGroup } from "../job/status";
import { jobs, total } from "../state/jobs";
import { routeHash } from "../state/route";
import { Icon } from "./icon";

export function EmptyList({ onCreate }: { onCreate: () => void }) {
  return (
    <section class="empty">
      <h2>No batch jobs yet</h2>
      <p>An export of your products becomes a CSV file that you download here.</p>
      <button type="button" class="button primary" onClick={onCreate}>
        <Icon name="plus" />
        Export products
      </button>
    </section>
  );
}

export function NoMatch({ group }: { group: StatusGroup }) {
  const loaded = jobs.value?.length ?? 0;
  return (
    <section class="empty">
      <h2>
        {group === "waiting" ? "No jobs to confirm" : `No ${groupNames[group].toLowerCase()} jobs`}
      </h2>
      <p>
        {loaded < total.value
          ? `None of the newest ${loaded} jobs; there are ${total.value} in all.`
          : `None of your ${total.value} jobs.`}
      </p>
      <a class="button" href={routeHash({ group: "all" })}>
        Show all jobs
      </a>
    </section>
  );
}
