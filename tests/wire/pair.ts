/** Makes one row's call with both clients against one recorder, and says what each has sent. */
import TheirMedusa, { KeyManager } from "@medusajs/medusa-js";
import OurMedusa from "medusa-batch-jobs";
import type { Recorder, RecordedRequest } from "./recorder.ts";
import type { AnyClient, Row } from "./row.ts";

type Constructor = new (config: Record<string, unknown>) => AnyClient;

/** In Node medusa-js' CJS build arrives as the namespace's `default`. */
const Theirs = TheirMedusa as unknown as Constructor;
const Ours = OurMedusa as unknown as Constructor;

export interface Made {
  request: RecordedRequest | "nothing";
  result?: unknown;
  error?: unknown;
}

async function make(Medusa: Constructor, row: Row, recorder: Recorder): Promise<Made> {
  recorder.reset();
  if (row.answer) recorder.answer(row.answer);
  const baseUrl = recorder.url + (row.base ?? "");
  // The defaults of maxRetries differ by intention; rows about retries set their own.
  const medusa = new Medusa({ maxRetries: 0, ...row.config, baseUrl });
  const made: Omit<Made, "request"> = await row.call(medusa).then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  const request = recorder.requests.length === 0 ? ("nothing" as const) : recorder.only();
  return { ...made, request };
}

export async function makeTheirs(row: Row, recorder: Recorder): Promise<Made> {
  try {
    return await make(Theirs, row, recorder);
  } finally {
    // medusa-js keeps the publishable key for the whole process; ours keeps it in the instance.
    KeyManager.registerPublishableApiKey(null as unknown as string);
  }
}

export function makeOurs(row: Row, recorder: Recorder): Promise<Made> {
  return make(Ours, row, recorder);
}
