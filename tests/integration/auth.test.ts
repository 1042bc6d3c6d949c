/** Signing in from Node by session, token and API key. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { refused } from "./refused.ts";
import { clientOf, newPerson, type SharedBackend, sharedBackend } from "./shared-backend.ts";

describe("signing in from Node", () => {
  let backend: SharedBackend;
  before(async () => {
    backend = await sharedBackend();
  });

  it("by session: createSession, then every call, until deleteSession", async () => {
    const medusa = clientOf(backend);
    const { user } = await medusa.admin.auth.createSession(backend.admin);
    assert.equal(user.email, backend.admin.email);
    assert.equal((await medusa.admin.auth.getSession()).user.id, user.id);
    const { batch_job } = await medusa.admin.batchJobs.create({ type: "slow-job", context: {} });
    assert.equal(batch_job.created_by, user.id);
    assert.equal((await medusa.admin.batchJobs.cancel(batch_job.id)).batch_job.id, batch_job.id);
    const { response } = await medusa.admin.auth.deleteSession();
    assert.equal(response.status, 200);
    await refused(medusa.admin.batchJobs.list(), 401);
    await refused(medusa.admin.auth.getSession(), 401);
  });

  it("by session: a second session after the first one's end", async () => {
    const medusa = clientOf(backend);
    await medusa.admin.auth.createSession(backend.admin);
    await medusa.admin.auth.deleteSession();
    const { user } = await medusa.admin.auth.createSession(backend.other);
    assert.equal(user.email, backend.other.email);
    assert.equal((await medusa.admin.auth.getSession()).user.id, user.id);
  });

  it("by session: a refused call before the login does not spoil it", async () => {
    const medusa = clientOf(backend);
    await refused(medusa.admin.batchJobs.list(), 401);
    await medusa.admin.auth.createSession(backend.admin);
    await medusa.admin.batchJobs.list();
  });

  it("by session: ten calls at once", async () => {
    const medusa = clientOf(backend);
    await medusa.admin.auth.createSession(backend.admin);
    const lists = await Promise.all(
      Array.from({ length: 10 }, () => medusa.admin.batchJobs.list({ limit: 1 })),
    );
    assert.ok(lists.every(({ response }) => response.status === 200));
  });

  it("by token: kept by the instance, unknown to another one", async () => {
    const medusa = clientOf(backend);
    const { access_token } = await medusa.admin.auth.getToken(backend.admin);
    assert.match(access_token, /^[\w-]+\.[\w-]+\.[\w-]+$/);
    await medusa.admin.batchJobs.list();
    const { user } = await medusa.admin.auth.getSession();
    assert.equal(user.email, backend.admin.email);
    await refused(clientOf(backend).admin.batchJobs.list(), 401);
  });

  it("by token: sent by hand", async () => {
    const { access_token } = await clientOf(backend).admin.auth.getToken(backend.admin);
    const headers = { Authorization: `Bearer ${access_token}` };
    await clientOf(backend, { customHeaders: headers }).admin.batchJobs.list();
    await clientOf(backend).admin.batchJobs.list({}, headers);
  });

  it("by token: deleteSession drops it here, though it stays valid on the server", async () => {
    const medusa = clientOf(backend);
    const { access_token } = await medusa.admin.auth.getToken(backend.admin);
    await medusa.admin.auth.deleteSession();
    await refused(medusa.admin.batchJobs.list(), 401);
    await medusa.admin.batchJobs.list({}, { Authorization: `Bearer ${access_token}` });
  });

  it("by API key", async () => {
    const medusa = clientOf(backend, { apiKey: backend.apiToken });
    await medusa.admin.batchJobs.list();
    assert.equal((await medusa.admin.auth.getSession()).user.email, backend.admin.email);
  });

  it("by API key: a wrong one is refused, also as a bearer token", async () => {
    await refused(clientOf(backend, { apiKey: "wrong" }).admin.batchJobs.list(), 401);
    const bearer = { Authorization: `Bearer ${backend.apiToken}` };
    await refused(clientOf(backend).admin.batchJobs.list({}, bearer), 401);
  });

  it("one valid credential is enough beside bad ones", async () => {
    const customHeaders = { Authorization: "Bearer nonsense" };
    const medusa = clientOf(backend, { apiKey: backend.apiToken, customHeaders });
    await medusa.admin.batchJobs.list();
  });

  it("a wrong password: 401 with the text Unauthorized, and no session", async () => {
    const medusa = clientOf(backend);
    const wrong = { ...backend.admin, password: "wrong" };
    for (const call of [
      () => medusa.admin.auth.createSession(wrong),
      () => medusa.admin.auth.getToken(wrong),
    ]) {
      const error = await refused(call(), 401);
      assert.match(error.message, /^Request failed with status code 401: Unauthorized \(POST /);
      assert.equal(error.response.data, "Unauthorized");
      assert.ok(!`${error.message}${error.stack}`.includes("wrong"));
    }
    await refused(medusa.admin.auth.getSession(), 401);
  });

  it("a password with non-ASCII characters", async () => {
    const { credentials, id } = await newPerson(backend);
    const medusa = clientOf(backend);
    assert.equal((await medusa.admin.auth.createSession(credentials)).user.id, id);
  });
});
