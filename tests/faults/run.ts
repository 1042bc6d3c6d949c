/**
 * Prints how both clients fare: `node --import tsx faults/run.ts`, with `--why` also what is wrong in which
 * cell, with words only the cells whose name holds them.
 */
import { CELLS, judgeOurs, judgeTheirs } from "./matrix.ts";
import { failures, table } from "./report.ts";

const [isAskedWhy, words] = [process.argv.includes("--why"), process.argv.slice(2)];
const named = words.filter((word) => !word.startsWith("--")).join(" ");
const cells = CELLS.filter(({ method, scenario }) =>
  `${scenario.name} × ${method.name}`.includes(named),
);
const began = performance.now();
const ours = await judgeOurs(cells);
const between = performance.now();
const theirs = await judgeTheirs(cells);
console.log(table(ours, theirs));
const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
console.log(`took ${seconds(began, between)} and ${seconds(between, performance.now())}`);
for (const failure of failures(ours)) console.log(`medusa-batch-jobs: ${failure}`);
if (isAskedWhy) for (const failure of failures(theirs)) console.log(`medusa-js: ${failure}`);
process.exitCode = failures(ours).length > 0 ? 1 : 0;
