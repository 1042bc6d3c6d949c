/** Both clients' counts side by side. */
import type { JudgedCell } from "./matrix.ts";
import { SCENARIOS, type Scenario } from "./scenarios.ts";

export interface Count {
  passed: number;
  of: number;
}

export function count(cells: readonly JudgedCell[]): Count {
  return { passed: cells.filter(({ problems }) => problems.length === 0).length, of: cells.length };
}

const shown = ({ passed, of }: Count) => (of === 0 ? "–" : `${passed}/${of}`);

const line = (first: string, second: string, third: string) =>
  `${first.padEnd(34)} | ${second.padStart(17)} | ${third.padStart(16)}`;

type Cells = readonly JudgedCell[];

function row(
  name: string,
  ours: Cells,
  theirs: Cells,
  is: (scenario: Scenario) => boolean,
): string {
  const of = (cells: Cells) => shown(count(cells.filter(({ scenario }) => is(scenario))));
  return line(name, of(ours), of(theirs));
}

/** A line for each kind of fault, and one for each scenario where that is asked for. */
export function table(ours: Cells, theirs: Cells, isLong: boolean): string {
  const groups = [...new Set(SCENARIOS.map(({ group }) => group))];
  const rows = groups.flatMap((group) => {
    const scenarios = isLong ? SCENARIOS.filter((scenario) => scenario.group === group) : [];
    return [
      row(group, ours, theirs, (scenario) => scenario.group === group),
      ...scenarios.map((one) => row(`  ${one.name}`, ours, theirs, (it) => it === one)),
    ];
  });
  const head = line("scenarios", "medusa-batch-jobs", "medusa-js 6.1.10");
  return [head, ...rows, row("cells passed", ours, theirs, () => true)].join("\n");
}

/** What is wrong, cell by cell. */
export function failures(cells: Cells): string[] {
  return cells
    .filter(({ problems }) => problems.length > 0)
    .map(({ method, scenario, problems }) =>
      [`${scenario.name} × ${method.name}`, ...problems].join("\n    "),
    );
}
