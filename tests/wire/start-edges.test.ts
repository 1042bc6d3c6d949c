/** Where the WebAssembly can't be started, which a real machine does only when its memory is used up. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import Medusa, { MedusaError } from "medusa-batch-jobs";
import { clientOf, medusaError } from "./outcome.ts";
import { Recorder } from "./recorder.ts";

const { instantiate } = WebAssembly;
const setInstantiate = (made: unknown) => Object.assign(WebAssembly, { instantiate: made });

let recorder: Recorder;
before(async () => {
  recorder = await Recorder.start();
  // Node's own fetch has a WebAssembly as well, which its first request starts.
  await fetch(recorder.url);
  recorder.reset();
});
after(() => {
  setInstantiate(instantiate);
  return recorder.close();
});

it("a call whose WebAssembly can't be started is an error, and the next one starts it", async () => {
  const medusa = clientOf(recorder);
  const cause = new RangeError("WebAssembly.Instance(): Out of memory");
  // The first call of this process starts it.
  setInstantiate(() => Promise.reject(cause));
  for (let call = 0; call < 2; call += 1) {
    const error = await medusaError(() => medusa.admin.batchJobs.list());
    assert.equal(error.name, "MedusaError");
    assert.match(error.message, /did not start: RangeError: .*Out of memory/);
    assert.equal(error.cause, cause);
    assert.equal("mayHaveBeenProcessed" in error, false);
  }
  await assert.rejects(Medusa.ready(), MedusaError);
  assert.equal(recorder.requests.length, 0);
  setInstantiate(instantiate);
  assert.equal((await medusa.admin.batchJobs.list()).count, 1);
});
