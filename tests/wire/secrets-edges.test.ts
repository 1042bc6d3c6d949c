/** Secrets that only a program's own payload or headers hold: in no error, in no line of a log. */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { inspect } from "node:util";
import Medusa, { type Config, isMedusaApiError } from "medusa-batch-jobs";
import { clientOf, medusaError } from "./outcome.ts";
import { type RecordedRequest, Recorder } from "./recorder.ts";

const SECRET = "SECRET-VALUE-0001";
const HEADERS = ["x-api-key", "CF-Access-Client-Secret", "X-Auth-Token", "x-session-id"];

const everything = (value: unknown) => inspect(value, { depth: 20, showHidden: true });

/** A server that says whatever it was told, in its words, its data and its headers. */
function echo({ headers, body }: RecordedRequest) {
  const told = `${JSON.stringify(headers)} ${body}`;
  return { message: `bad: ${told}`, type: "invalid_data", told, headers, body: `${body}` };
}

describe("secrets of a program", () => {
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());
  beforeEach(() => {
    recorder.reset().always((request, response) => {
      response.statusCode = 400;
      response.setHeader("content-type", "application/json");
      response.setHeader("x-echo", JSON.stringify(request.headers));
      response.end(JSON.stringify(echo(request)));
    });
  });

  async function hides(
    call: (medusa: Medusa) => Promise<unknown>,
    config: Config = {},
  ): Promise<void> {
    const told: unknown[] = [];
    const note = (...details: unknown[]) => void told.push(details);
    const medusa = clientOf(recorder, {
      logger: { debug: note, info: note, warn: note, error: note },
      onRequest: note,
      onResponse: note,
      ...config,
    });
    const error = await medusaError(() => call(medusa));
    assert.ok(isMedusaApiError(error), String(error));
    assert.equal(error.status, 400);
    const sent = recorder.only();
    const arrived = JSON.stringify(sent.headers) + String(sent.body);
    assert.ok(arrived.includes(SECRET), "it was not sent");
    // The words around it are still there.
    assert.match(error.message, /bad: /);
    const shown = everything(error) + JSON.stringify(error) + error.stack + everything(error.cause);
    assert.ok(!shown.includes(SECRET), shown);
    assert.ok(told.length >= 5, "nothing was logged");
    assert.ok(!everything(told).includes(SECRET), everything(told));
  }

  const post = (payload: object) => (medusa: Medusa) =>
    medusa.admin.custom.post("/users/x", payload);

  const PAYLOADS: [what: string, payload: object][] = [
    ["a password in its depth", { token: "abcd", user: { first_name: "a", password: SECRET } }],
    ["a password in a list", { users: [{ name: "a" }, { password: SECRET }] }],
    ["a new_password", { new_password: SECRET }],
    ["an accessToken", { accessToken: SECRET }],
    ["a client_secret", { client_secret: SECRET }],
    ["what toJSON makes of it", { toJSON: () => ({ password: SECRET }) }],
    ["toJSON in its depth", { user: { toJSON: () => ({ password: SECRET }) } }],
  ];

  for (const [what, payload] of PAYLOADS) {
    it(`custom.post: ${what} comes back in no error and no log`, () => hides(post(payload)));
  }

  for (const name of HEADERS) {
    it(`a ${name} header of a call comes back in no error and no log`, () =>
      hides(({ admin }) => admin.batchJobs.list({}, { [name]: SECRET })));

    it(`a ${name} header of the configuration comes back in no error and no log`, () =>
      hides(({ admin }) => admin.batchJobs.list(), { customHeaders: { [name]: SECRET } }));
  }
});

describe("secret headers of a program, over plain http", () => {
  const { warn } = console;
  let warnings = 0;
  beforeEach(() => {
    warnings = 0;
    console.warn = () => {
      warnings += 1;
    };
  });
  afterEach(() => {
    console.warn = warn;
  });

  const fetch = async () => Response.json({ batch_jobs: [] });

  for (const name of HEADERS) {
    it(`${name} is warned of`, async () => {
      const customHeaders = { [name]: SECRET };
      await new Medusa({
        baseUrl: "http://shop.test",
        fetch,
        customHeaders,
      }).admin.batchJobs.list();
      assert.equal(warnings, 1, "of the configuration");
      const medusa = new Medusa({ baseUrl: "http://shop.test", fetch });
      await medusa.admin.batchJobs.list({}, customHeaders);
      assert.equal(warnings, 2, "of a call");
    });
  }

  for (const name of ["Idempotency-Key", "x-publishable-api-key", "x-request-id"]) {
    it(`${name} is no secret`, async () => {
      const medusa = new Medusa({ baseUrl: "http://shop.test", fetch });
      await medusa.admin.batchJobs.list({}, { [name]: "value-0001" });
      assert.equal(warnings, 0);
    });
  }
});
