/** Makes one row's call with both clients against one recorder, and says what each has sent. */
import OurMedusa from "medusa-batch-jobs";
import { forgetPublishableKey, MedusaJs } from "./medusa-js.ts";
import type { RecordedRequest, Recorder } from "./recorder.ts";
import type { AnyClient, Row } from "./row.ts";

type Constructor = new (config: Record<string, unknown>) => AnyClient;

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
    return await make(MedusaJs, row, recorder);
  } finally {
    forgetPublishableKey();
  }
}

export function makeOurs(row: Row, recorder: Recorder): Promise<Made> {
  return make(Ours, row, recorder);
}
