/** No credential shows in any error: not in its message, stack, JSON or `util.inspect`. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { inspect } from "node:util";
import Medusa from "medusa-batch-jobs";
import { USER } from "./envelopes.ts";
import { clientOf, rejection } from "./outcome.ts";
import { type Answer, type RecordedRequest, Recorder } from "./recorder.ts";

const SECRET = {
  apiKey: "apikey-S3CRET-0001",
  password: "passw-S3CRET-0003",
  token: "jwt.S3CRET-0004.sig",
  cookie: "sid-S3CRET-0005",
  header: "Bearer hdr-S3CRET-0006",
} as const;

const LOGIN = { email: "a@b.c", password: SECRET.password };

/** A server that repeats everything it was sent, as debug pages do. */
const echo =
  (status: number, kind: "json" | "text" | "html"): Answer =>
  (request: RecordedRequest, response) => {
    const all = `${JSON.stringify(request.headers)} ${request.body.toString("utf8")}`;
    response.statusCode = status;
    response.setHeader("set-cookie", `connect.sid=${SECRET.cookie}`);
    if (kind === "json")
      response.end(JSON.stringify({ type: "x", message: all, headers: request.headers }));
    else response.end(kind === "text" ? all : `<html><pre>${all}</pre></html>`);
  };

const ANSWERS: [what: string, answer: Answer][] = [
  ["an error that echoes the request as JSON", echo(400, "json")],
  ["an error that echoes the request as text", echo(401, "text")],
  ["an error that echoes the request as HTML", echo(500, "html")],
  ["a success that is a page with the request", echo(200, "html")],
  ["a success that is a text with the request", echo(200, "text")],
  [
    "an error that echoes them in its headers",
    (request, response) => {
      const { "x-medusa-access-token": key, authorization, cookie } = request.headers;
      response.writeHead(400, { "x-echo": `${key} ${authorization} ${cookie}` });
      response.end("{}");
    },
  ],
  [
    "a redirect with a secret in it",
    { status: 302, headers: { location: `https://evil.test/?t=${SECRET.apiKey}` } },
  ],
  ["a broken connection", (_, response) => void response.socket?.destroy()],
  ["a timeout", () => {}],
];

/** Everything a logger could print of an error. */
function printed(error: unknown): string {
  const own = error as Error & { cause?: unknown };
  return [
    String(error),
    own.stack ?? "",
    JSON.stringify(error),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    inspect(error, { depth: 20, showHidden: true, getters: true }),
    inspect(own.cause, { depth: 20, showHidden: true }),
  ].join("\n");
}

function assertSecretsHidden(text: string): void {
  for (const [what, secret] of Object.entries(SECRET)) {
    const core = /\w*S3CRET-\d+/.exec(secret)?.[0] ?? secret;
    const at = text.indexOf(core);
    assert.ok(at < 0, `${what} shows: …${text.slice(Math.max(0, at - 80), at + 80)}…`);
  }
}

describe("credentials", () => {
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());

  /** A client that holds every kind of credential at once. */
  async function loaded(): Promise<Medusa> {
    recorder
      .reset()
      .answer(
        { headers: { "set-cookie": `connect.sid=${SECRET.cookie}; Path=/` }, body: { user: USER } },
        { body: { access_token: SECRET.token } },
      );
    const medusa = clientOf(recorder, {
      apiKey: SECRET.apiKey,
      timeoutMs: 300,
    });
    await medusa.admin.auth.createSession(LOGIN);
    await medusa.admin.auth.getToken(LOGIN);
    recorder.requests.length = 0;
    return medusa;
  }

  for (const [what, answer] of ANSWERS) {
    it(`are hidden after ${what}`, async () => {
      const medusa = await loaded();
      for (const call of [
        () => medusa.admin.batchJobs.list({}, { authorization: SECRET.header }),
        () => medusa.admin.batchJobs.create({ type: "x", context: {} }),
        () => medusa.admin.auth.createSession(LOGIN),
        () => medusa.admin.auth.getToken(LOGIN, { "x-medusa-access-token": SECRET.apiKey }),
      ]) {
        recorder.answer(answer);
        assertSecretsHidden(printed(await rejection(call)));
      }
    });
  }

  it("are hidden in errors about bad arguments", async () => {
    const bad = [
      { apiKey: `${SECRET.apiKey}\n` },
      { customHeaders: { authorization: `${SECRET.header}\n` } },
      { customHeaders: { cookie: `${SECRET.cookie}订` } },
      { baseUrl: `http://user:${SECRET.password}@127.0.0.1` },
    ];
    for (const config of bad) {
      const error = await rejection(async () => {
        await clientOf(recorder, config).admin.batchJobs.list();
      });
      assertSecretsHidden(printed(error));
    }
    const medusa = await loaded();
    const payload = { email: 5 as unknown as string, password: SECRET.password };
    assertSecretsHidden(printed(await rejection(() => medusa.admin.auth.createSession(payload))));
    const headers = { authorization: `${SECRET.header}\u0000` };
    assertSecretsHidden(printed(await rejection(() => medusa.admin.batchJobs.list({}, headers))));
  });

  it("are hidden in the client itself", async () => {
    const medusa = await loaded();
    for (const value of [medusa, medusa.admin, medusa.admin.auth, medusa.admin.batchJobs]) {
      assertSecretsHidden(`${JSON.stringify(value)} ${inspect(value, { depth: 20 })}`);
    }
  });

  it("are hidden when the runtime's own error repeats them", async () => {
    const medusa = new Medusa({
      baseUrl: recorder.url,
      apiKey: SECRET.apiKey,
      maxRetries: 0,
      fetch: () => Promise.reject(new TypeError(`cannot send ${SECRET.apiKey}`)),
    });
    const error = await rejection(() => medusa.admin.batchJobs.list());
    // `cause` is the runtime's own object; the message is ours.
    assertSecretsHidden(String(error));
  });

  it("are sent nowhere but to baseUrl", async () => {
    const medusa = await loaded();
    await medusa.admin.batchJobs.list();
    await medusa.admin.uploads.getPresignedDownloadUrl({ file_key: "a" });
    assert.deepEqual(
      recorder.requests.map(({ headers }) => `http://${headers.host}`),
      [recorder.url, recorder.url],
    );
  });
});
