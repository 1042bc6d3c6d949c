import { groupNames, groups, statusGroup } from "../job/status";
import { jobs } from "../state/jobs";
import { type Route, route, routeHash } from "../state/route";

/** Links, so that back, reload and a copied address work. The server can't filter by status: the counts are of the rows loaded. */
export function StatusFilter() {
  const rows = jobs.value;
  return (
    <nav class="chips" aria-label="Filter by status">
      <Chip group="all" label="All" count={rows?.length} />
      {groups.map((group) => (
        <Chip
          key={group}
          group={group}
          label={groupNames[group]}
          count={rows?.filter((job) => statusGroup(job) === group).length}
        />
      ))}
    </nav>
  );
}

interface ChipProps {
  readonly group: Route["group"];
  readonly label: string;
  readonly count: number | undefined;
}

function Chip({ group, label, count }: ChipProps) {
  return (
    <a
      class="chip"
      href={routeHash({ group })}
      aria-current={route.value.group === group ? "true" : undefined}
    >
      {label} <span class="chip-count">{count ?? "–"}</span>
    </a>
  );
}
