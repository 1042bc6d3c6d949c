/** What the calls of a seed need before they begin, made without faults. */
import { strict as assert } from "node:assert";
import { setTimeout as pause } from "node:timers/promises";
import Medusa from "medusa-batch-jobs";
import { productRow, toCsv } from "../integration/csv.ts";
import { newPerson, type Person, type SharedBackend } from "../integration/shared-backend.ts";
import { COUNTS } from "./calls.ts";
import type { Ledger } from "./ledger.ts";
import type { ChaosProxy } from "./proxy.ts";

/** A user's clients, through the proxy. */
interface Clients {
  plain: Medusa;
  /** With `dedupe` for all its calls. */
  deduping: Medusa;
}

export interface Stage {
  /** Begins the labels of all its jobs. */
  run: string;
  people: Clients[];
  /** Dry runs at rest: the nth belongs to the nth user, in turn. */
  toConfirm: string[];
  toCancel: string[];
  /** Of files for imports, one each. */
  fileKeys: string[];
}

/**
 * Jobs are seen by their maker only. With this many makers none has more than a hundred of a type, of
 * which the client lists no more.
 */
const PEOPLE = 8;
/** Far above what the backend takes to answer all who wait at once, so that only a stall gets there. */
const TIMEOUT_MS = 6_000;

export async function prepare(
  backend: SharedBackend,
  proxy: ChaosProxy,
  ledger: Ledger,
  seed: number,
): Promise<Stage> {
  const run = `${seed}@${Date.now()}`;
  const label = `${run} at rest`;
  const people = await inParallel(range(PEOPLE), () => newPerson(backend));
  const inTurn = (n: number) => (people[n % PEOPLE] as Person).medusa.admin;
  const resting = (count: number) =>
    inParallel(range(count), async (n) => {
      const payload = { type: "slow-job", context: { chaos: label }, dry_run: true };
      return (await inTurn(n).batchJobs.create(payload)).batch_job.id;
    });
  const toConfirm = await resting(COUNTS.confirm);
  const toCancel = await resting(COUNTS.cancel);
  const fileKeys = await inParallel(range(COUNTS["create of an import"]), async (n) => {
    const row = productRow(`chaos-${seed}-${n}`, `Chaos ${n}`, `CHAOS-${seed}-${n}`);
    // Each file has its own name: the local file service makes the key of name and millisecond.
    const file = { name: `chaos-${seed}-${n}.csv`, content: toCsv([row]) };
    const { uploads } = await inTurn(n).uploads.createProtected(file);
    return uploads[0]?.key ?? assert.fail("no key");
  });
  while ((await ledger.unprepared(label)) > 0) await pause(250);
  const proxied = await inParallel(people, (person) => clientsOf(person, proxy));
  return { run, people: proxied, toConfirm, toCancel, fileKeys };
}

async function clientsOf({ credentials }: Person, { url, fetch }: ChaosProxy): Promise<Clients> {
  const config = { baseUrl: url, fetch, timeoutMs: TIMEOUT_MS };
  const plain = new Medusa(config);
  const deduping = new Medusa({ ...config, dedupe: true });
  for (const { admin } of [plain, deduping]) await admin.auth.getToken(credentials);
  return { plain, deduping };
}

function range(length: number): number[] {
  return Array.from({ length }, (_, n) => n);
}

/** As many at a time as a backend on two cores has something to do for. */
export async function inParallel<T, R>(
  elements: readonly T[],
  run: (element: T) => Promise<R>,
  atOnce = 24,
): Promise<R[]> {
  const results: R[] = [];
  const rest = elements.entries();
  await Promise.all(
    range(atOnce).map(async () => {
      for (const [n, element] of rest) results[n] = await run(element);
    }),
  );
  return results;
}
