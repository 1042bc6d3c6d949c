/**
 * Prints how both clients fare: `node --import tsx faults/run.ts` in tests/. With `--short` without
 * the lines of single scenarios, with `--why` with what is wrong in which of medusa-js's cells,
 * with words only the cells whose name holds them.
 */
import { parseArgs } from "node:util";
import { CELLS, judgeOurs, judgeTheirs } from "./matrix.ts";
import { failures, table } from "./report.ts";

const { values, positionals } = parseArgs({
  options: { why: { type: "boolean" }, short: { type: "boolean" } },
  allowPositionals: true,
});
const words = positionals.join(" ");
const cells = CELLS.filter(({ method, scenario }) =>
  `${scenario.name} × ${method.name}`.includes(words),
);
const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;

const began = performance.now();
const ours = await judgeOurs(cells);
const between = performance.now();
const theirs = await judgeTheirs(cells);
console.log(table(ours, theirs, !values.short));
console.log(`took ${seconds(began, between)} and ${seconds(between, performance.now())}`);
for (const failure of failures(ours)) console.log(`medusa-batch-jobs: ${failure}`);
if (values.why) for (const failure of failures(theirs)) console.log(`medusa-js: ${failure}`);
process.exitCode = failures(ours).length > 0 ? 1 : 0;
