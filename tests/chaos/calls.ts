/** The 2,000 calls of a seed, and how each is made. */
import { strict as assert } from "node:assert";
import type Medusa from "medusa-batch-jobs";
import { CALL_HEADER } from "./proxy.ts";
import { shuffled } from "./random.ts";
import type { Stage } from "./stage.ts";

/** How many there are of each kind. */
export const COUNTS = {
  list: 250,
  retrieve: 350,
  getSession: 250,
  cancel: 100,
  confirm: 200,
  upload: 100,
  /** Nothing tells the job from others, so that it is never repeated when it may have been made. */
  create: 250,
  "create of an export": 100,
  /** With `dedupe`: of the client, and of the call. */
  "deduped create": 130,
  "deduped create of an export": 120,
  /** Known by its file. */
  "create of an import": 150,
} as const;

export type Kind = keyof typeof COUNTS;

export interface Call {
  /** With each of its requests, and in the label of the job that it makes. */
  id: string;
  kind: Kind;
  /** Among its kind. */
  index: number;
}

/** What a call resolved with, as far as the ledger asks. */
export interface Result {
  response: object;
  batch_job?: { id: string; confirmed_at?: string | null; canceled_at?: string | null };
  uploads?: { url: string }[];
}

export function callsOf(seed: number): Call[] {
  const kinds = Object.entries(COUNTS) as [Kind, number][];
  const calls = kinds.flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, index) => ({ kind, index })),
  );
  return shuffled(calls, `order of ${seed}`).map((call, n) => ({ ...call, id: `${seed}-${n}` }));
}

/** The same seed may have run on this backend before. */
export const labelOf = ({ id }: Call, { run }: Pick<Stage, "run">): string => `${run} ${id}`;

/** What an upload of this call holds. */
export const contentOf = ({ id }: Call): string => `call\r\n${id}\r\n`;

/** Jobs are dry runs: they rest, so that the run is about requests and not about work. */
export function make(call: Call, stage: Stage): Promise<Result> {
  const { plain, deduping } = at(stage.people, call.index);
  const { batchJobs, auth, uploads } = plain.admin;
  const headers = { [CALL_HEADER]: call.id };
  const context = { chaos: labelOf(call, stage) };
  const create = (medusa: Medusa, type: string, more: object = {}, options = {}) =>
    medusa.admin.batchJobs.create(
      { type, context: { ...context, ...more }, dry_run: true },
      headers,
      options,
    );
  switch (call.kind) {
    case "list":
      return batchJobs.list({ limit: 5, type: ["slow-job"] }, headers);
    case "retrieve":
      return batchJobs.retrieve(at(stage.toConfirm, call.index), headers);
    case "getSession":
      return auth.getSession(headers);
    case "cancel":
      return batchJobs.cancel(at(stage.toCancel, call.index), headers);
    case "confirm":
      return batchJobs.confirm(at(stage.toConfirm, call.index), headers);
    case "upload":
      return uploads.create({ name: `${call.id}.csv`, content: contentOf(call) }, headers);
    case "create":
      return create(plain, "slow-job");
    case "create of an export":
      return create(plain, "product-export");
    case "deduped create":
      return create(deduping, "slow-job");
    case "deduped create of an export":
      return create(plain, "product-export", {}, { dedupe: true });
    case "create of an import":
      return create(plain, "product-import", { fileKey: at(stage.fileKeys, call.index) });
  }
}

function at<T>(elements: readonly T[], index: number): T {
  const element = elements[index % elements.length];
  return element ?? assert.fail("nothing was prepared");
}
