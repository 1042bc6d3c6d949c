/** The token of `getToken`: sent as medusa-js sends it in a browser, but by its own instance only. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, beforeEach, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { clientOf } from "./outcome.ts";
import { Recorder } from "./recorder.ts";

const LOGIN = { email: "a@b.c", password: "x" };
const BEARER = "Bearer jwt.of.recorder";

describe("the token of getToken", () => {
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());
  beforeEach(() => void recorder.reset());

  const sentTokens = () =>
    recorder.requests.map(({ method, url, headers }) => [
      `${method} ${url}`,
      headers.authorization,
    ]);

  it("is sent as by medusa-js in a browser, but for its two leaks", async () => {
    const script = fileURLToPath(new URL("./medusa-js-with-window.ts", import.meta.url));
    await promisify(execFile)(process.execPath, ["--import", "tsx", script, recorder.url]);
    const theirs = sentTokens();

    recorder.reset();
    const medusa = clientOf(recorder);
    await medusa.admin.auth.getToken(LOGIN);
    await medusa.admin.batchJobs.list({ fields: "id" });
    await medusa.admin.batchJobs.cancel("batch_1");
    await medusa.admin.custom.get("/products");
    await clientOf(recorder).admin.batchJobs.retrieve("another-instance");
    await medusa.admin.auth.deleteSession();
    await medusa.admin.batchJobs.retrieve("after-sign-out");

    const leaks = [
      "GET /admin/batch-jobs/another-instance",
      "GET /admin/batch-jobs/after-sign-out",
    ];
    for (const [call, token] of theirs.filter(([call]) => leaks.includes(call ?? ""))) {
      assert.equal(token, BEARER, `medusa-js no longer leaks in ${call}`);
    }
    assert.deepEqual(
      sentTokens(),
      theirs.map(([call, token]) => [call, leaks.includes(call ?? "") ? undefined : token]),
    );
  });

  it("works in Node, where medusa-js drops it", async () => {
    const medusa = clientOf(recorder);
    const { access_token } = await medusa.admin.auth.getToken(LOGIN);
    assert.equal(access_token, "jwt.of.recorder");
    await medusa.admin.batchJobs.list();
    assert.equal(recorder.requests[1]?.headers.authorization, BEARER);
  });

  it("is replaced by the next token", async () => {
    const medusa = clientOf(recorder);
    await medusa.admin.auth.getToken(LOGIN);
    recorder.answer({ body: { access_token: "second" } });
    await medusa.admin.auth.getToken(LOGIN);
    await medusa.admin.batchJobs.list();
    assert.equal(recorder.requests[2]?.headers.authorization, "Bearer second");
  });

  it("of a failed login is no token", async () => {
    const medusa = clientOf(recorder);
    recorder.answer({ status: 401, body: { access_token: "stolen" } });
    await assert.rejects(medusa.admin.auth.getToken(LOGIN));
    await medusa.admin.batchJobs.list();
    assert.equal(recorder.requests[1]?.headers.authorization, undefined);
  });

  it("yields to the caller's own Authorization header", async () => {
    const medusa = clientOf(recorder);
    await medusa.admin.auth.getToken(LOGIN);
    await medusa.admin.batchJobs.list({}, { authorization: "Bearer mine" });
    assert.equal(recorder.requests[1]?.headers.authorization, "Bearer mine");
  });

  it("goes along with an API key: the server takes whichever is valid", async () => {
    const medusa = clientOf(recorder, { apiKey: "api-key-1" });
    await medusa.admin.auth.getToken(LOGIN);
    await medusa.admin.batchJobs.list();
    assert.equal(recorder.requests[1]?.headers.authorization, BEARER);
    assert.equal(recorder.requests[1]?.headers["x-medusa-access-token"], "api-key-1");
  });

  it("is dropped by deleteSession", async () => {
    const medusa = clientOf(recorder);
    await medusa.admin.auth.getToken(LOGIN);
    await medusa.admin.auth.deleteSession();
    await medusa.admin.batchJobs.list();
    assert.deepEqual(
      recorder.requests.map(({ headers }) => headers.authorization),
      [undefined, BEARER, undefined],
    );
  });
});
