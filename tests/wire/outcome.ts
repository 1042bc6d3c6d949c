/** How a call ended; a call that never ends is a failed test, not a hanging one. */
import assert from "node:assert/strict";
import Medusa, { type Config, MedusaError } from "medusa-batch-jobs";
import type { Recorder } from "./recorder.ts";
import type { AnyClient } from "./row.ts";

/** Longer than anything here may take, shorter than anyone's patience with a hung run. */
const PATIENCE_MS = 10_000;

export async function settled<T>(promise: Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const impatience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`still pending after ${patienceMs} ms`)), patienceMs);
  });
  try {
    return await Promise.race([promise, impatience]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the call rejected with; resolving is a failed test. */
export async function rejection(
  call: () => Promise<unknown>,
  patienceMs?: number,
): Promise<unknown> {
  const { outcome } = await settled(
    Promise.resolve()
      .then(call)
      .then(
        (value) => ({ outcome: { value } }),
        (error: unknown) => ({ outcome: { error } }),
      ),
    patienceMs,
  );
  if ("error" in outcome) return outcome.error;
  return assert.fail(`resolved with ${JSON.stringify(outcome.value)}`);
}

export async function medusaError(call: () => Promise<unknown>): Promise<MedusaError> {
  const error = await rejection(call);
  assert.ok(error instanceof MedusaError, `not a MedusaError: ${String(error)}`);
  return error;
}

/** Our client on a recorder, without retries unless the test is about them. */
export function clientOf(recorder: Recorder, config: Config = {}): Medusa {
  return new Medusa({ baseUrl: recorder.url, maxRetries: 0, ...config });
}

/** The same client for tests that pass what the types forbid. */
export function anyClientOf(recorder: Recorder, config: Record<string, unknown> = {}): AnyClient {
  return clientOf(recorder, config as Config) as unknown as AnyClient;
}
