/** Line feeds where a request has lines: in what a caller gives, and in what a server gives back. */
import assert from "node:assert/strict";
import { isMedusaError, isMedusaUsageError } from "medusa-batch-jobs";
import { clientOf, rejection } from "../wire/outcome.ts";
import type { Recorder } from "../wire/recorder.ts";
import { LOGIN } from "./credentials.ts";

const ATTACK = "a\r\nx-injected: 1\r\n\r\nGET /admin/evil HTTP/1.1\r\nhost: a\r\n\r\n";

export async function refusedArguments(backend: Recorder): Promise<void> {
  const { admin } = clientOf(backend);
  const list = (config: object) => clientOf(backend, config).admin.batchJobs.list();
  const refused: (() => Promise<unknown>)[] = [
    () => admin.batchJobs.list({}, { "x-a": ATTACK }),
    () => admin.batchJobs.list({}, { [ATTACK]: "a" }),
    () => admin.batchJobs.list({}, { "x-a": ["a", ATTACK] }),
    () => admin.batchJobs.retrieve(ATTACK),
    () => admin.batchJobs.cancel(ATTACK),
    () => admin.custom.get(ATTACK),
    () => admin.custom.get("/a", {}, {}, { "x-a": "a\nb" }),
    () => list({ apiKey: ATTACK }),
    () => list({ publishableApiKey: ATTACK }),
    () => list({ customHeaders: { "x-a": ATTACK } }),
    () => list({ baseUrl: `${backend.url}/${ATTACK}` }),
  ];
  for (const call of refused) assert.ok(isMedusaUsageError(await rejection(call)), String(call));
  assert.equal(backend.requests.length, 0);
}

const TOKENS = [
  ATTACK,
  "a\nx-injected\n1\nx-more",
  "a\nx-medusa-access-token\ninjected\nx-more",
  "a\rx-injected: 1",
  "a\0b",
  "\n",
  "a\u2028b",
];

/** A token is the server's word. It goes back to the server as one value, or not at all. */
export async function tokensOfTheServer(backend: Recorder): Promise<void> {
  for (const token of TOKENS) {
    const what = JSON.stringify(token);
    backend.reset().answer({ body: { access_token: token } });
    const { auth, batchJobs } = clientOf(backend, { apiKey: "APIKEY" }).admin;
    const calls = [() => auth.getToken(LOGIN), () => batchJobs.list(), () => auth.getSession()];
    for (const call of calls) {
      await call().catch((error: unknown) => assert.ok(isMedusaError(error), String(error)));
    }
    for (const { url, headers } of backend.requests) {
      assert.ok(!url.includes("evil") && !JSON.stringify(headers).includes("injected"), what);
      assert.equal(headers["x-medusa-access-token"], "APIKEY", what);
    }
    // The next sign-in makes up for it.
    await auth.getToken(LOGIN);
    backend.requests.length = 0;
    await batchJobs.list();
    assert.equal(backend.only().headers.authorization, "Bearer jwt.of.recorder", what);
  }
  backend.reset();
}

export async function fileNames(backend: Recorder): Promise<void> {
  const name = `${ATTACK}"; filename="b\r\n--x--\r\n`;
  const { uploads } = clientOf(backend).admin;
  await uploads.create({ name, content: "a,b", type: ATTACK }).catch((error: unknown) => {
    assert.ok(isMedusaUsageError(error), String(error));
  });
  for (const { url, headers, body } of backend.requests) {
    assert.equal(url, "/admin/uploads");
    assert.ok(!("x-injected" in headers));
    const [head = "", ...rest] = body.toString().split("\r\n\r\n");
    const lines = head.split("\r\n").slice(1);
    const names = lines.map((line) => line.split(":", 1)[0]);
    assert.deepEqual(names, ["Content-Disposition", "Content-Type"]);
    assert.equal(rest.length, 1);
  }
}
