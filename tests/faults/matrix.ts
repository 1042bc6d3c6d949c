/** All cells of both clients, several at a time. */
import { observe } from "./cell.ts";
import { isAsked, theirProblemsOf } from "./comparison.ts";
import { expectation } from "./expectation.ts";
import { keepTimerLedger } from "./ledger.ts";
import { METHODS, type Method } from "./methods.ts";
import { ours, theirs } from "./node-target.ts";
import { SCENARIOS, type Scenario } from "./scenarios.ts";
import { problemsOf } from "./verdict.ts";

export interface Cell {
  method: Method;
  scenario: Scenario;
}

export interface JudgedCell extends Cell {
  problems: string[];
}

/** By method, so that the cells of a scenario that is hard work are not all under way at once. */
export const CELLS: readonly Cell[] = METHODS.flatMap((method) =>
  SCENARIOS.map((scenario) => ({ method, scenario })),
);

/** Little enough for two processors, so that what is measured is the client. */
const OURS_AT_ONCE = 24;
/** Most of its cells wait for an end that never comes. */
const THEIRS_AT_ONCE = 48;

export async function judgeOurs(cells = CELLS): Promise<JudgedCell[]> {
  const giveBack = keepTimerLedger();
  try {
    return await judge(cells, OURS_AT_ONCE, async ({ method, scenario }) =>
      problemsOf(method, await observe(ours, "node", method, scenario)),
    );
  } finally {
    giveBack();
  }
}

export async function judgeTheirs(cells = CELLS): Promise<JudgedCell[]> {
  const asked = cells.filter(({ method, scenario }) => isAsked(method, scenario));
  return await judge(asked, THEIRS_AT_ONCE, async ({ method, scenario }) =>
    theirProblemsOf(method, scenario, await observe(theirs, "node", method, scenario)),
  );
}

/** The longest first, so that the end is not one cell that all wait for. */
export async function judge(
  cells: readonly Cell[],
  atOnce: number,
  run: (cell: Cell) => Promise<string[]>,
): Promise<JudgedCell[]> {
  const length = ({ method, scenario }: Cell) => expectation(method, scenario, "node").atMostMs;
  const left = [...cells].sort((a, b) => length(a) - length(b));
  const judged = new Map<Cell, string[]>();
  const work = async () => {
    for (let cell = left.pop(); cell; cell = left.pop()) {
      judged.set(cell, await run(cell).catch((error: unknown) => [String(error)]));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return cells.map((cell) => ({ ...cell, problems: judged.get(cell) ?? ["was not run"] }));
}
