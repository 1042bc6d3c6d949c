// A mistake in a program is not a fault of the network: repeating it makes it again.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import Medusa, {
  type Config,
  isMedusaConnectionError,
  type MedusaConnectionError,
} from "medusa-batch-jobs";
import { rejection } from "./outcome.ts";

/** A client whose `fetch` rejects with this, and how often it was called. */
function failingWith(error: unknown) {
  let attempts = 0;
  const fetch = (() => {
    attempts += 1;
    return Promise.reject(error);
  }) as NonNullable<Config["fetch"]>;
  return { medusa: new Medusa({ fetch, maxRetries: 1 }), attempts: () => attempts };
}

const MISTAKES = [
  new TypeError("Cannot read properties of undefined (reading 'x')"),
  new TypeError("fetch is not a function"),
  new ReferenceError("axios is not defined"),
  new RangeError("Maximum call stack size exceeded"),
  new SyntaxError("Unexpected token"),
];

const FAULTS = [
  // As the engines throw them.
  new TypeError("Failed to fetch"),
  new TypeError("NetworkError when attempting to fetch resource."),
  new TypeError("Load failed"),
  new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNRESET" }) }),
  new TypeError("fetch failed"),
  new TypeError("terminated"),
  new TypeError("error sending request for url (http://x/): client error (SendRequest)"),
  Object.assign(new Error("The socket connection was closed unexpectedly."), {
    code: "ECONNRESET",
  }),
  new Error("Network connection lost."),
  new TypeError("of a polyfill", { cause: new Error("the connection went away") }),
  "no error at all",
  undefined,
];

describe("what fetch rejects with", () => {
  for (const error of MISTAKES) {
    it(`${error} is a mistake, which is not repeated`, async () => {
      const { medusa, attempts } = failingWith(error);
      const thrown = await rejection(() => medusa.admin.batchJobs.list());
      assert.ok(isMedusaConnectionError(thrown), String(thrown));
      assert.ok(thrown.message.includes(error.message));
      assert.equal(attempts(), 1);
    });

    it(`${error} may come after a create was sent`, async () => {
      const { medusa, attempts } = failingWith(error);
      const create = () => medusa.admin.batchJobs.create({ type: "product-export", context: {} });
      const thrown = (await rejection(create)) as MedusaConnectionError;
      assert.equal(thrown.mayHaveBeenProcessed, true);
      assert.equal(attempts(), 1);
    });
  }

  for (const error of FAULTS) {
    it(`${error} is a fault, after which a read is repeated`, async () => {
      const { medusa, attempts } = failingWith(error);
      await rejection(() => medusa.admin.batchJobs.list());
      assert.equal(attempts(), 2);
    });
  }
});
