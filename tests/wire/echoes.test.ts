/** Credentials that come back in disguise: escaped, short, new, or inside what `fetch` throws. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import Medusa, { type Config, isMedusaApiError, type MedusaError } from "medusa-batch-jobs";
import { medusaError } from "./outcome.ts";

type Init = { headers: Record<string, string>; body?: unknown };

function clientOf(fetch: (url: string, init: Init) => Promise<Response>, config: Config = {}) {
  return new Medusa({ baseUrl: "http://shop.test", maxRetries: 0, fetch, ...config });
}

function answering(body: string, status = 400, init: ResponseInit = {}) {
  return async () => new Response(body, { status, ...init });
}

function hides(error: MedusaError, secret: string): void {
  const shown = inspect(error, { depth: 20 }) + JSON.stringify(error) + String(error.stack);
  assert.ok(!shown.includes(secret), shown);
}

const login = (medusa: Medusa, password: string) =>
  medusaError(() => medusa.admin.auth.createSession({ email: "a@b.c", password }));

describe("echoes", () => {
  it("of a password that JSON escapes", async () => {
    const password = 'pa"ss\\w\u00f6rd';
    const echoed = JSON.stringify({ message: `no: ${password}`, deep: [{ password }] });
    hides(await login(clientOf(answering(echoed)), password), password);
    const unicode = '{"message":"no: pa\\u0022ss"}';
    hides(await login(clientOf(answering(unicode)), 'pa"ss'), 'pa"ss');
  });

  it("of a password that HTML escapes", async () => {
    const page = "<html><pre>no: a&lt;b&amp;cdef</pre></html>";
    const error = await login(clientOf(answering(page)), "a<b&cdef");
    hides(error, "a<b&cdef");
    hides(error, "a&lt;b&amp;cdef");
    assert.match(error.message, /no: \[redacted\]/);
  });

  it("of short credentials", async () => {
    hides(await login(clientOf(answering("bad: xyz")), "xyz"), "xyz");
    const keyed = clientOf(answering('{"message":"key k3y"}'), { apiKey: "k3y" });
    hides(await medusaError(() => keyed.admin.batchJobs.list()), "k3y");
  });

  it("leave the server's words in place", async () => {
    const said = "property extra should not exist";
    const short = await login(clientOf(answering(JSON.stringify({ message: said }))), "x");
    assert.ok(short.message.includes(said));
    const body = '{"type":"not_found","message":"null","n":null}';
    const error = await login(clientOf(answering(body)), "message");
    assert.ok(isMedusaApiError(error));
    assert.deepEqual(error.response.data, { type: "not_found", message: "null", n: null });
  });

  it("in the status text, the URL and the headers", async () => {
    const init = { statusText: "no KEY-0001", headers: { "x-echo": "KEY-0001" } };
    const medusa = clientOf(answering("", 400, init), { apiKey: "KEY-0001" });
    hides(await medusaError(() => medusa.admin.custom.get("/x?token=KEY-0001")), "KEY-0001");
  });

  it("of what custom.post carries", async () => {
    const payload = { password: "PW-SECRET-1", token: "TOKEN-SECRET-1" };
    const medusa = clientOf(answering(JSON.stringify(payload)));
    const error = await medusaError(() =>
      medusa.admin.custom.post("/users/reset-password", payload),
    );
    hides(error, payload.password);
    hides(error, payload.token);
  });

  it("of credentials the server has just issued, in an answer that breaks off", async () => {
    const cut = '{"access_token":"eyJ-SECRET","user":{"api_token":"eyJ-SECRET"';
    for (const body of [cut, '{"token":"eyJ-SECRET"}']) {
      const { auth } = clientOf(answering(body, 200)).admin;
      const who = { email: "a@b.c", password: "0123456789" };
      hides(await medusaError(() => auth.getToken(who)), "eyJ-SECRET");
      hides(await medusaError(() => auth.createSession(who)), "eyJ-SECRET");
      hides(await medusaError(() => auth.getSession()), "eyJ-SECRET");
    }
  });

  it("in whatever fetch throws, in any depth", async () => {
    const secret = "KEY-SECRET-2";
    const throwing: ((url: string, init: Init) => Promise<Response>)[] = [
      async (_, init) => {
        throw Object.assign(new Error("a"), { request: { headers: init.headers } });
      },
      async (_, init) => {
        const cause = new Error("b", { cause: new Error(JSON.stringify(init.headers)) });
        throw new Error("a", { cause });
      },
      (_, init) => {
        throw Object.assign(new Error(JSON.stringify(init.headers)), { config: init });
      },
    ];
    for (const fetch of throwing) {
      const medusa = clientOf(fetch, { apiKey: secret });
      hides(await medusaError(() => medusa.admin.batchJobs.list()), secret);
    }
  });
});
