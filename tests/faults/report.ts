/** Both clients' counts side by side. */
import type { JudgedCell } from "./matrix.ts";
import { SCENARIOS } from "./scenarios.ts";

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

export function table(ours: readonly JudgedCell[], theirs: readonly JudgedCell[]): string {
  const rows = SCENARIOS.map((scenario) => {
    const of = (cells: readonly JudgedCell[]) =>
      shown(count(cells.filter((cell) => cell.scenario === scenario)));
    return line(scenario.name, of(ours), of(theirs));
  });
  return [
    line("scenario", "medusa-batch-jobs", "medusa-js 6.1.10"),
    ...rows,
    totals(ours, theirs),
  ].join("\n");
}

export function totals(ours: readonly JudgedCell[], theirs: readonly JudgedCell[]): string {
  return line("cells passed", shown(count(ours)), shown(count(theirs)));
}

/** What is wrong, cell by cell. */
export function failures(cells: readonly JudgedCell[]): string[] {
  return cells
    .filter(({ problems }) => problems.length > 0)
    .map(({ method, scenario, problems }) =>
      [`${scenario.name} × ${method.name}`, ...problems].join("\n    "),
    );
}
