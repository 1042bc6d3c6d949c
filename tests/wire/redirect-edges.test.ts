/** Redirects to odd places: none is followed, none gets or tells a credential. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { inspect } from "node:util";
import type Medusa from "medusa-batch-jobs";
import { type Config, isMedusaRedirectError, type MedusaRedirectError } from "medusa-batch-jobs";
import { clientOf, medusaError } from "./outcome.ts";
import { Recorder } from "./recorder.ts";

const API_KEY = "KEY-SECRET-0001";

describe("a redirect", () => {
  let recorder: Recorder;
  let other: Recorder;
  before(async () => {
    recorder = await Recorder.start();
    other = await Recorder.start();
  });
  after(async () => {
    await recorder.close();
    await other.close();
  });
  beforeEach(() => {
    recorder.reset();
    other.reset();
  });

  const list = ({ admin }: Medusa) => admin.batchJobs.list();
  const create = ({ admin }: Medusa) =>
    admin.batchJobs.create({ type: "product-export", context: {} });

  async function refused(
    call: (medusa: Medusa) => Promise<unknown>,
    config: Config = {},
  ): Promise<MedusaRedirectError> {
    const medusa = clientOf(recorder, { apiKey: API_KEY, maxRetries: 2, ...config });
    const error = await medusaError(() => call(medusa));
    assert.ok(isMedusaRedirectError(error), String(error));
    const inspected = inspect(error, { depth: 20, showHidden: true });
    const shown = `${inspected}${JSON.stringify(error)}${error.stack}`;
    for (const secret of [API_KEY, "hunter2pw"]) assert.ok(!shown.includes(secret), shown);
    assert.equal(recorder.requests.length, 1);
    assert.equal(other.requests.length, 0);
    return error;
  }

  const at = ({ url }: Recorder, userInfo: string) =>
    `${url.replace("//", `//${userInfo}@`)}/admin/batch-jobs`;

  const PLACES: [what: string, location: () => string, origin: () => string | undefined][] = [
    ["with user info", () => at(recorder, "ada:hunter2pw"), () => recorder.url],
    ["with a user alone", () => at(recorder, "hunter2pw"), () => recorder.url],
    ["elsewhere with user info", () => at(other, "ada:hunter2pw"), () => other.url],
    ["of blob:", () => `blob:${recorder.url}/5b6f0d3c`, () => recorder.url],
    ["of javascript:", () => "javascript:alert(1)", () => undefined],
    ["of data:", () => "data:application/json,{}", () => undefined],
  ];

  for (const [what, location, origin] of PLACES) {
    it(`to a place ${what} is refused`, async () => {
      recorder.always({ status: 302, headers: { location: location() } });
      assert.equal((await refused(list)).location, origin());
    });
  }

  for (const status of [300, 305, 306]) {
    it(`of status ${status} to another origin is one`, async () => {
      recorder.always({ status, headers: { location: `${other.url}/admin/batch-jobs` } });
      assert.equal((await refused(list)).location, other.url);
    });

    it(`of status ${status} without a place is an error of that status`, async () => {
      recorder.always({ status, body: "choose" });
      const error = await medusaError(() => list(clientOf(recorder)));
      assert.ok(!isMedusaRedirectError(error), String(error));
      assert.equal("status" in error && error.status, status);
    });
  }

  for (const path of ["/other-tenant/collect", "/medusa-evil/x", "/medusa/../collect", "/"]) {
    it(`out of the path of baseUrl is refused: ${path}`, async () => {
      recorder.answer({ status: 302, headers: { location: path } });
      await refused(list, { baseUrl: `${recorder.url}/medusa` });
    });
  }

  it("within the path of baseUrl is followed", async () => {
    recorder.answer({ status: 302, headers: { location: "/medusa/admin/batch-jobs?moved=1" } });
    const medusa = clientOf(recorder, { baseUrl: `${recorder.url}/medusa`, apiKey: API_KEY });
    assert.equal((await list(medusa)).count, 1);
    assert.equal(recorder.requests.at(-1)?.url, "/medusa/admin/batch-jobs?moved=1");
  });

  // RFC 9110 15.4: 303, and by custom 301 and 302, answer a POST that was processed.
  for (const status of [301, 302, 303]) {
    it(`of status ${status} may come after a POST was processed`, async () => {
      recorder.always({ status, headers: { location: "/admin/batch-jobs/b1" } });
      assert.equal((await refused(create)).mayHaveBeenProcessed, true);
    });
  }

  for (const status of [307, 308]) {
    it(`of status ${status} comes before a POST is processed`, async () => {
      recorder.always({ status, headers: { location: "/admin/batch-jobs" } });
      assert.equal("mayHaveBeenProcessed" in (await refused(create)), false);
    });
  }

  it("of a read was never in doubt", async () => {
    recorder.always({ status: 303, headers: { location: `${other.url}/x` } });
    assert.equal("mayHaveBeenProcessed" in (await refused(list)), false);
  });
});
