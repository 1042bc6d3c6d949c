/** Credentials over plain http: one warning on the console for each client that sends some. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import Medusa, { type Config } from "medusa-batch-jobs";

const LOGIN = { email: "a@b.c", password: "PASSWORD-1234" };
const ANSWER = { access_token: "TOKEN-1234", user: {}, batch_job: {}, batch_jobs: [], uploads: [] };

function clientOf(baseUrl: string, config: Config = {}): Medusa {
  return new Medusa({
    baseUrl,
    maxRetries: 0,
    fetch: async () => Response.json(ANSWER),
    ...config,
  });
}

const KEYED: Config = { apiKey: "APIKEY-1234" };

describe("credentials over plain http", () => {
  const { warn } = console;
  let warnings: unknown[][];
  beforeEach(() => {
    warnings = [];
    console.warn = (...said: unknown[]) => void warnings.push(said);
  });
  afterEach(() => {
    console.warn = warn;
  });

  it("are warned of once for each client, however many calls it makes", async () => {
    const one = clientOf("http://shop.test", KEYED);
    await Promise.all([one.admin.batchJobs.list(), one.admin.batchJobs.list()]);
    await one.admin.batchJobs.create({ type: "x", context: {} });
    await one.admin.uploads.create(new Blob(["a"]));
    assert.equal(warnings.length, 1);
    await clientOf("http://shop.test", KEYED).admin.batchJobs.list();
    assert.equal(warnings.length, 2);
    const text = warnings.flat().map(String).join(" ");
    assert.match(text, /https/);
    assert.doesNotMatch(text, /1234/);
  });

  const CREDENTIALS: [what: string, config: Config, call: (medusa: Medusa) => Promise<unknown>][] =
    [
      ["an API key", KEYED, ({ admin }) => admin.batchJobs.list()],
      [
        "a token",
        {},
        async ({ admin }) => {
          await admin.auth.getToken(LOGIN);
          await admin.batchJobs.list();
        },
      ],
      [
        "an Authorization header of the configuration",
        { customHeaders: { authorization: "Basic 1234" } },
        ({ admin }) => admin.batchJobs.list(),
      ],
      [
        "a cookie of a call",
        {},
        ({ admin }) => admin.batchJobs.list({}, { Cookie: "connect.sid=1234" }),
      ],
    ];
  for (const [what, config, call] of CREDENTIALS) {
    it(`${what} is one`, async () => {
      for (const baseUrl of [
        "http://shop.test",
        "http://192.168.1.5:9000/medusa",
        "HTTP://shop.test",
      ]) {
        warnings.length = 0;
        await call(clientOf(baseUrl, config));
        assert.equal(warnings.length, 1, baseUrl);
      }
    });
    it(`${what} over https or to this machine is no reason to warn`, async () => {
      for (const baseUrl of [
        "https://shop.test",
        "http://localhost:9000",
        "http://127.0.0.1:9000/medusa",
        "http://127.8.8.8",
        "http://[::1]:9000",
        "http://shop.localhost",
      ]) {
        await call(clientOf(baseUrl, config));
        assert.equal(warnings.length, 0, baseUrl);
      }
    });
  }

  it("hosts that only look like this machine are others", async () => {
    for (const host of [
      "localhost.evil.test",
      "127.0.0.1.evil.test",
      "notlocalhost",
      "127.evil.test",
    ]) {
      warnings.length = 0;
      await clientOf(`http://${host}`, KEYED).admin.batchJobs.list();
      assert.equal(warnings.length, 1, host);
    }
  });

  it("without a credential there is no warning; a publishable key is none", async () => {
    const medusa = clientOf("http://shop.test", { publishableApiKey: "pk_1" });
    await medusa.admin.batchJobs.list({}, { "x-trace": "1" });
    await medusa.admin.custom.get("/products");
    assert.equal(warnings.length, 0);
  });

  it("the warning comes when the first credential is sent, not before", async () => {
    const medusa = clientOf("http://shop.test");
    await medusa.admin.batchJobs.list();
    assert.equal(warnings.length, 0);
    await medusa.admin.auth.getToken(LOGIN);
    await medusa.admin.batchJobs.list();
    await medusa.admin.batchJobs.list();
    assert.equal(warnings.length, 1);
  });

  it("a console that throws, or has no warn, changes nothing", async () => {
    console.warn = () => {
      throw new Error("mine");
    };
    assert.equal(
      (await clientOf("http://shop.test", KEYED).admin.batchJobs.list()).response.status,
      200,
    );
    Object.assign(console, { warn: undefined });
    assert.equal(
      (await clientOf("http://shop.test", KEYED).admin.batchJobs.list()).response.status,
      200,
    );
  });
});
