/**
 * The session of `createSession` where there is no cookie store: kept in the instance, in memory,
 * for the origin of `baseUrl` only. medusa-js cannot stay signed in there at all.
 */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { USER } from "./envelopes.ts";
import { clientOf } from "./outcome.ts";
import { Recorder, type ScriptedAnswer } from "./recorder.ts";

const LOGIN = { email: "a@b.c", password: "x" };
const COOKIE = "connect.sid=s%3Aabc.def";

const signedIn = (cookie: string | string[]): ScriptedAnswer => ({
  headers: { "set-cookie": cookie },
  body: { user: USER },
});

describe("the session of createSession in Node", () => {
  let recorder: Recorder;
  let elsewhere: Recorder;
  before(async () => {
    recorder = await Recorder.start();
    elsewhere = await Recorder.start();
  });
  after(async () => {
    await recorder.close();
    await elsewhere.close();
  });
  beforeEach(() => {
    recorder.reset();
    elsewhere.reset();
  });

  const cookies = (of = recorder) => of.requests.map(({ headers }) => headers.cookie);

  it("is sent with every later call of this instance", async () => {
    recorder.answer(signedIn(`${COOKIE}; Path=/; Expires=Wed, 01 Jan 2031 00:00:00 GMT; HttpOnly`));
    const medusa = clientOf(recorder);
    await medusa.admin.auth.createSession(LOGIN);
    await medusa.admin.batchJobs.list();
    await medusa.admin.batchJobs.cancel("x");
    await medusa.admin.uploads.create(new Blob(["x"]));
    assert.deepEqual(cookies(), [undefined, COOKIE, COOKIE, COOKIE]);
  });

  it("holds several cookies, each once and with its newest value", async () => {
    const medusa = clientOf(recorder);
    recorder.answer(signedIn(["a=1; Path=/", `${COOKIE}; Path=/`]), signedIn("a=2; Path=/"));
    await medusa.admin.auth.createSession(LOGIN);
    await medusa.admin.auth.createSession(LOGIN);
    await medusa.admin.batchJobs.list();
    const sent = (cookies()[2] ?? "").split("; ").sort();
    assert.ok(sent.includes("a=2") && !sent.includes("a=1"), sent.join());
  });

  it("belongs to one instance", async () => {
    recorder.answer(signedIn(COOKIE));
    await clientOf(recorder).admin.auth.createSession(LOGIN);
    await clientOf(recorder).admin.batchJobs.list();
    assert.deepEqual(cookies(), [undefined, undefined]);
  });

  it("is not what an unauthenticated answer's cookie looks like", async () => {
    // Medusa sets a fresh connect.sid on every unauthenticated answer (saveUninitialized).
    const medusa = clientOf(recorder);
    recorder.answer({ status: 401, headers: { "set-cookie": COOKIE }, body: "Unauthorized" });
    await assert.rejects(medusa.admin.auth.createSession(LOGIN));
    await medusa.admin.batchJobs.list();
    assert.deepEqual(cookies(), [undefined, undefined]);
  });

  it("survives the fresh cookie of a later unauthenticated answer", async () => {
    const medusa = clientOf(recorder);
    recorder.answer(signedIn(COOKIE), {
      status: 401,
      headers: { "set-cookie": "connect.sid=anonymous" },
      body: "Unauthorized",
    });
    await medusa.admin.auth.createSession(LOGIN);
    await assert.rejects(medusa.admin.batchJobs.list());
    await medusa.admin.batchJobs.list();
    assert.deepEqual(cookies(), [undefined, COOKIE, COOKIE]);
  });

  it("ends with deleteSession", async () => {
    const medusa = clientOf(recorder);
    recorder.answer(signedIn(COOKIE));
    await medusa.admin.auth.createSession(LOGIN);
    await medusa.admin.auth.deleteSession();
    await medusa.admin.batchJobs.list();
    assert.deepEqual(cookies(), [undefined, COOKIE, undefined]);
  });

  it("never travels to another origin by a redirect", async () => {
    const medusa = clientOf(recorder);
    recorder.answer(signedIn(COOKIE), {
      status: 307,
      headers: { location: `${elsewhere.url}/admin/batch-jobs` },
    });
    await medusa.admin.auth.createSession(LOGIN);
    await assert.rejects(medusa.admin.batchJobs.list(), { name: "MedusaRedirectError" });
    assert.equal(elsewhere.requests.length, 0);
  });

  it("yields to the caller's own cookie header", async () => {
    const medusa = clientOf(recorder);
    recorder.answer(signedIn(COOKIE));
    await medusa.admin.auth.createSession(LOGIN);
    await medusa.admin.batchJobs.list({}, { Cookie: "connect.sid=mine" });
    assert.deepEqual(cookies(), [undefined, "connect.sid=mine"]);
  });

  it("shows in no result", async () => {
    const medusa = clientOf(recorder);
    recorder.answer(signedIn(COOKIE));
    const result = await medusa.admin.auth.createSession(LOGIN);
    assert.equal("set-cookie" in result.response.headers, false);
    assert.ok(!JSON.stringify(result).includes("connect.sid"));
  });
});
