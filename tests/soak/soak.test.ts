/** Hundreds of thousands of calls, many of which fail, leave nothing behind in memory. */
// First: it has to be there before the wasm starts.
import "./wasm-memory.ts";
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { it } from "node:test";
import Medusa from "medusa-batch-jobs";
import { JOB } from "../wire/envelopes.ts";
import { FaultyFetch } from "./faulty-fetch.ts";
import { footprint, shown } from "./footprint.ts";
import { MixedCalls } from "./mixed-calls.ts";

const SEED = 1;
const WARM_UP = 20_000;
const CALLS = 200_000;
/** Enough to keep the engine busy while most calls wait for their next attempt. */
const AT_ONCE = 500;
const WASM_PAGE = 65_536;
const ROUNDS = 20;
const CLIENTS = 1_000;
const HEAP_BOUND = 2 * 2 ** 20;

it(`after ${CALLS} calls with faults, memory is what it was before`, async () => {
  const backend = new FaultyFetch(SEED);
  const calls = new MixedCalls(SEED, backend);
  const { timers } = await footprint();
  // Until the engine has compiled what is hot. The wasm's memory is as large as the busiest moment
  // needed, which comes first.
  await calls.make(WARM_UP, 2 * AT_ONCE);
  const before = await footprint();
  const started = performance.now();
  await calls.make(CALLS, AT_ONCE);
  const seconds = (performance.now() - started) / 1_000;
  const after = await footprint();

  const listed = (counts: ReadonlyMap<string, number>) =>
    [...counts].map(([name, count]) => `${name} (${count})`).join(", ");
  const faults = [...backend.faults.values()].reduce((sum, count) => sum + count, 0);
  const perSecond = Math.round(CALLS / seconds);
  console.log(`${CALLS} calls in ${seconds.toFixed(1)} s, ${perSecond} a second`);
  console.log(`requests: ${backend.requests}, of these with a fault ${faults}`);
  console.log(`faults: ${listed(backend.faults)}`);
  console.log(`endings: ${listed(calls.endings)}`);
  console.log(`before: ${shown(before)}`);
  console.log(`after: ${shown(after)}`);

  const ended = [...calls.endings.values()].reduce((sum, count) => sum + count, 0);
  assert.equal(ended, WARM_UP + CALLS);
  const share = faults / backend.requests;
  assert.ok(share > 0.18 && share < 0.22, `${share} of the requests met a fault`);
  assert.equal(before.wasm.length, 1, "one instance");
  assert.equal(after.wasm.length, 1, "one instance");
  const grown = (after.wasm[0] ?? 0) - (before.wasm[0] ?? 0);
  assert.ok(grown <= WASM_PAGE, `the wasm's memory grew by ${grown} bytes`);
  assert.ok(after.heap - before.heap < HEAP_BOUND, `from ${before.heap} to ${after.heap} bytes`);
  assert.equal(after.timers, timers);
  assert.equal(getEventListeners(calls.shared, "abort").length, 0);
});

it("clients that are dropped give back what they had in the wasm", async () => {
  const fetch = async () => Response.json({ batch_job: JOB });
  const config = { baseUrl: "https://shop.test", apiKey: "a token of the API", fetch };
  const sizes: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // As on a server that makes a client for each request it gets.
    const clients = Array.from({ length: CLIENTS }, () => new Medusa(config));
    await Promise.all(clients.map(({ admin }) => admin.batchJobs.retrieve("batch_1")));
    clients.length = 0;
    sizes.push(...(await footprint()).wasm);
  }
  const [first = 0, last = 0] = [sizes[ROUNDS / 4], sizes.at(-1)];
  console.log(
    `wasm after ${CLIENTS} clients ${ROUNDS} times: ${first / 1024} to ${last / 1024} KiB`,
  );
  // A client takes some 300 bytes; the collector may come late to some of them.
  assert.ok(last - first <= (CLIENTS * 300) / 2, sizes.join(", "));
});
