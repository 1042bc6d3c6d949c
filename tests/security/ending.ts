/** How a call on a hostile server ended, and that the client works afterwards. */
import assert from "node:assert/strict";
import Medusa, { type Config, isMedusaError, type MedusaError } from "medusa-batch-jobs";
import { settled } from "../wire/outcome.ts";
import type { RawAnswer, RawServer } from "./raw-server.ts";

type Call = (medusa: Medusa) => Promise<unknown>;

const PATIENCE_MS = 5_000;

export const retrieve: Call = ({ admin }) => admin.batchJobs.retrieve("batch_1");

/** Longer than any of these servers keeps the connection waiting on purpose. */
const CONFIG: Config = { maxRetries: 0, timeoutMs: 2_000 };

/** Makes a call that gets these answers, and then some that get healthy ones. */
async function ending(
  server: RawServer,
  answers: RawAnswer[],
  call: Call,
  config: Config,
): Promise<{ value: unknown } | { error: unknown }> {
  const medusa = new Medusa({ baseUrl: server.url, ...CONFIG, ...config });
  server.answer(...answers);
  const outcome = await settled(
    call(medusa).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    ),
    PATIENCE_MS,
  );
  server.answer();
  for (let i = 0; i < 3; i += 1) {
    const { batch_job } = await settled(medusa.admin.batchJobs.retrieve("batch_1"), PATIENCE_MS);
    assert.deepEqual(batch_job, { id: "batch_1" }, "a later call got another call's answer");
  }
  return outcome;
}

/** The error, of our own kind and printable, whatever was in the answer. */
export async function errorAfter(
  server: RawServer,
  answers: RawAnswer | RawAnswer[],
  { call = retrieve, ...config }: Config & { call?: Call } = {},
): Promise<MedusaError> {
  const outcome = await ending(server, [answers].flat(), call, config);
  if (!("error" in outcome)) {
    return assert.fail(`resolved with ${JSON.stringify(outcome.value).slice(0, 300)}`);
  }
  const { error } = outcome;
  assert.ok(isMedusaError(error), `not a MedusaError: ${String(error)}`);
  assert.equal(typeof error.message, "string");
  assert.ok(error.message.length < 1_000, `a message of ${error.message.length} characters`);
  assert.doesNotMatch(error.message, /\p{Cc}/u, "control characters forge lines of logs");
  assert.ok(String(error).startsWith(error.name));
  assert.ok(JSON.stringify(error).includes(error.name));
  return error;
}

export async function valueAfter(
  server: RawServer,
  answer: RawAnswer,
  { call = retrieve, ...config }: Config & { call?: Call } = {},
): Promise<unknown> {
  const outcome = await ending(server, [answer], call, config);
  if ("error" in outcome) assert.fail(`rejected with ${String(outcome.error)}`);
  return outcome.value;
}
