import assert from "node:assert/strict";
import { inspect } from "node:util";
import { isMedusaApiError, type MedusaApiError } from "medusa-batch-jobs";

/** The server's refusal; anything else is a failed test. */
export async function refused(call: Promise<unknown>, status?: number): Promise<MedusaApiError> {
  const error: unknown = await call.then(
    (value) => assert.fail(`not refused: ${inspect(value)}`),
    (reason: unknown) => reason,
  );
  assert.ok(isMedusaApiError(error), inspect(error));
  if (status !== undefined) assert.equal(error.status, status, error.message);
  return error;
}
