/** Single cases at the edges of what callers and servers do, each once found to go wrong. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import Medusa, { type Config, isMedusaUsageError, type MedusaApiError } from "medusa-batch-jobs";
import { rejection } from "./outcome.ts";

interface Sent {
  url: string;
  headers: Record<string, string>;
}

const USER = { user: { id: "usr_1" } };

/** A client whose answers are given in turn, the last one again and again. */
function scripted(answers: Response[], config: Config = {}): { medusa: Medusa; sent: Sent[] } {
  const sent: Sent[] = [];
  const fetch = async (url: string, { headers }: { headers: Record<string, string> }) => {
    sent.push({ url, headers });
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    return answer?.clone() ?? assert.fail("no answer");
  };
  return {
    medusa: new Medusa({ baseUrl: "http://shop.test", maxRetries: 0, fetch, ...config }),
    sent,
  };
}

function signedIn(...cookies: string[]): Response {
  const headers = new Headers();
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return Response.json(USER, { headers });
}

const WHO = { email: "a@b.c", password: "supersecret" };

async function refused(call: () => Promise<unknown>): Promise<void> {
  const error = await rejection(call);
  assert.ok(isMedusaUsageError(error), String(error));
  assert.ok(error.message && error.argument && error.expected && error.received);
}

describe("edges", () => {
  it("signing in again, answered without a cookie, keeps the session", async () => {
    const { medusa, sent } = scripted([signedIn("connect.sid=a; Path=/"), signedIn()]);
    await medusa.admin.auth.createSession(WHO);
    await medusa.admin.auth.createSession(WHO);
    await medusa.admin.auth.getSession();
    assert.equal(sent[2]?.headers["Cookie"], "connect.sid=a");
  });

  it("of two cookies of one name the last counts", async () => {
    const { medusa, sent } = scripted([signedIn("s=a", "lb=1", "s=b; HttpOnly")]);
    await medusa.admin.auth.createSession(WHO);
    await medusa.admin.auth.getSession();
    assert.equal(sent[1]?.headers["Cookie"], "s=b; lb=1");
  });

  it("signing out drops the token, also when the server fails", async () => {
    const token = Response.json({ access_token: "jwt" });
    const { medusa, sent } = scripted([
      token,
      new Response("", { status: 500 }),
      Response.json(USER),
    ]);
    await medusa.admin.auth.getToken(WHO);
    await rejection(() => medusa.admin.auth.deleteSession());
    await medusa.admin.auth.getSession();
    assert.equal(sent[1]?.headers["Authorization"], "Bearer jwt");
    assert.equal(sent[2]?.headers["Authorization"], undefined);
  });

  it("after a conflict a read is repeated where the server says that it may be", async () => {
    const jobs = Response.json({ batch_jobs: [], count: 0, limit: 10, offset: 0 });
    const conflict = (code: string) => Response.json({ code }, { status: 409 });
    const asked = scripted([conflict("invalid_state_error"), jobs], { maxRetries: 1 });
    assert.equal((await asked.medusa.admin.batchJobs.list()).response.attempts, 2);
    const refused = scripted([conflict("duplicate"), jobs], { maxRetries: 1 });
    const error = await rejection(() => refused.medusa.admin.batchJobs.list());
    assert.equal((error as MedusaApiError).status, 409);
    assert.equal(refused.sent.length, 1);
  });

  it("fields given as a list are the caller's choice, too", async () => {
    const { medusa, sent } = scripted([Response.json({ batch_jobs: [] })]);
    await medusa.admin.batchJobs.list({ fields: ["id", "type"] } as object);
    assert.equal(sent[0]?.url.split("?")[1], "fields%5B%5D=id&fields%5B%5D=type");
  });

  it("what cannot be read or sent is refused before anything is sent", async () => {
    const { medusa, sent } = scripted([Response.json({})]);
    const { batchJobs, custom } = medusa.admin;
    const throwing = Object.defineProperty({}, "a", {
      enumerable: true,
      get() {
        throw new Error("mine");
      },
    });
    const cases: (() => Promise<unknown>)[] = [
      () => batchJobs.list(throwing),
      () => batchJobs.list({}, throwing as Record<string, string>),
      () => batchJobs.list({}, {}, throwing),
      () => batchJobs.list({ created_at: { toJSON: () => assert.fail() } } as object),
      () => batchJobs.create({ type: "x", context: throwing as Record<string, unknown> }),
      () => batchJobs.list({}, { "x-a": "\u0001" }),
      () => batchJobs.list({}, { "x-a": "\u007f" }),
      () => custom.post("/x", new Map([["a", 1]])),
      () => custom.post("/x", new FormData()),
      () => custom.get("/100%"),
      () => new Medusa([] as Config).admin.batchJobs.list(),
    ];
    for (const call of cases) await refused(call);
    assert.equal(sent.length, 0);
  });

  it("what a caller does to the configuration later changes nothing", async () => {
    const customHeaders = { "x-a": "1" };
    const { medusa, sent } = scripted([Response.json({ batch_jobs: [] })], { customHeaders });
    customHeaders["x-a"] = "2";
    await medusa.admin.batchJobs.list();
    assert.equal(sent[0]?.headers["x-a"], "1");
  });
});
