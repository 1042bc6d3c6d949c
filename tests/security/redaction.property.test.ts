/** A random secret, in any place that takes one, shows nowhere, however the server repeats it. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import Medusa, { type Config, isMedusaUsageError } from "medusa-batch-jobs";
import { rejection, settled } from "../wire/outcome.ts";
import { ECHOES, type Heard } from "./echo.ts";
import { assertHidden, shown } from "./shown.ts";
import { IN_BODIES, IN_COOKIES, IN_HEADERS, type Slot } from "./slots.ts";

const CONSOLE = ["debug", "dir", "error", "info", "log", "trace", "warn"] as const;

/** Long enough to be found in no text by accident. */
const secretOf = (text: fc.Arbitrary<string>) => text.map((random) => `S3${random}cr3T`);
const visible = fc.string({ minLength: 4, maxLength: 24 });
const plain = fc.stringMatching(/^[A-Za-z0-9._~+/-]{8,40}$/);
const special = fc.string({
  unit: fc.constantFrom(
    "$&",
    "$1",
    "\\",
    '"',
    "'",
    "<",
    "&",
    "%41",
    "^",
    "(",
    "*",
    "[",
    "{",
    "|",
    "a",
  ),
  minLength: 3,
  maxLength: 12,
});
const anyText = fc.string({ unit: "grapheme", minLength: 4, maxLength: 24 });

const ARBITRARY: [Record<string, Slot>, fc.Arbitrary<string>][] = [
  [IN_HEADERS, secretOf(fc.oneof(plain, visible, special))],
  [IN_COOKIES, secretOf(fc.oneof(plain, fc.stringMatching(/^[!#-+\--:<-[\]-~]{4,30}$/)))],
  [IN_BODIES, secretOf(fc.oneof(plain, visible, special, anyText))],
];

const given = fc
  .oneof(
    ...ARBITRARY.map(([slots, secret]) =>
      fc.tuple(fc.constantFrom(...Object.entries(slots)), secret),
    ),
  )
  .map(([[slot, load], secret]) => ({ slot, load, secret }));
const status = fc.constantFrom(200, 201, 302, 307, 400, 401, 403, 404, 409, 422, 429, 500, 503);
const echo = fc.constantFrom(...Object.entries(ECHOES));

/** What any of the calls takes for a success. */
const SUCCESS = JSON.stringify({ batch_job: {}, batch_jobs: [], uploads: [] });

/** A configuration under which everything that comes out of a client is written down. */
function listening(said: unknown[]): Config {
  const line = (...all: unknown[]) => void said.push(all);
  return {
    baseUrl: "http://shop.test/medusa",
    maxRetries: 0,
    logger: { debug: line, info: line, warn: line, error: line },
    onRequest: line,
    onResponse: line,
    onRetry: line,
  };
}

describe("properties of redaction", () => {
  const said: unknown[] = [];
  const original = CONSOLE.map((name) => console[name]);
  before(() => {
    for (const name of CONSOLE) console[name] = (...all: unknown[]) => void said.push(all);
    return Medusa.ready();
  });
  after(() => {
    for (const [i, name] of CONSOLE.entries()) console[name] = original[i] ?? console.log;
  });

  /** Makes the call on a server that answers by `respond`; what came out, secret or not. */
  async function outcomeOf(
    load: Slot,
    secret: string,
    respond: (heard: Heard) => Response,
    maxRetries = 0,
  ) {
    said.length = 0;
    let next: Response | undefined;
    const fetch = async (url: string, init: RequestInit) => {
      const answer = next;
      next = undefined;
      const headers = init.headers as Record<string, string>;
      const body = typeof init.body === "string" ? init.body : "";
      return answer ?? respond({ url, headers, body });
    };
    const config = { ...listening(said), maxRetries, fetch } as Config;
    const { medusa, call } = await load(secret, config, (answer) => {
      next = answer;
    });
    const ended = await settled(
      call().then(
        (value) => ({ value: value as { response: unknown } }),
        (error: unknown) => ({ error }),
      ),
    );
    return { ended, medusa };
  }

  it("in errors, log lines, events and on the console, whatever the server repeats where", async () => {
    await fc.assert(
      fc.asyncProperty(given, echo, status, async ({ slot, load, secret }, [how, repeat], code) => {
        const { ended, medusa } = await outcomeOf(load, secret, (heard) => repeat(heard, code));
        const what = `${slot}, repeated by ${how}, status ${code}:`;
        if ("error" in ended) assertHidden(shown(ended.error), secret, what);
        assertHidden(shown(said), secret, `${what} log, hooks, console:`);
        assertHidden(shown([medusa, medusa.admin]), secret, `${what} client:`);
      }),
      { numRuns: 1_500 },
    );
  });

  it("in what a result says of its answer", async () => {
    const places = [
      "the headers",
      "the status text",
      "the URL",
      "Location and Retry-After",
    ] as const;
    const slots = given.filter(({ slot }) => !slot.startsWith("the password"));
    await fc.assert(
      fc.asyncProperty(slots, fc.constantFrom(...places), async ({ slot, load, secret }, how) => {
        const respond = (heard: Heard) => ECHOES[how]?.(heard, 200, SUCCESS) ?? assert.fail();
        const { ended } = await outcomeOf(load, secret, respond);
        assert.ok("value" in ended, `${slot}: ${"error" in ended && String(ended.error)}`);
        assertHidden(shown(ended.value.response), secret, `${slot}, repeated in ${how}:`);
      }),
      { numRuns: 200 },
    );
  });

  it("in the events and log lines of repeated attempts", async () => {
    const passing = fc.constantFrom(...Object.entries(ECHOES));
    await fc.assert(
      fc.asyncProperty(given, passing, async ({ slot, load, secret }, [how, repeat]) => {
        const respond = (heard: Heard) => repeat(heard, 503);
        const { ended } = await outcomeOf(load, secret, respond, 2);
        assertHidden(shown([said, ended]), secret, `${slot}, repeated by ${how}:`);
      }),
      { numRuns: 40 },
    );
  });

  it("in header values that only the caller knows to be secret: logs and events", async () => {
    const name = fc.constantFrom("x-internal-key", "X-Auth", "api_key", "x-forwarded-user");
    const secret = secretOf(plain);
    await fc.assert(
      fc.asyncProperty(name, secret, fc.boolean(), async (header, value, ofCall) => {
        const load: Slot = async (_, config) => {
          const headers = { [header]: value };
          const medusa = new Medusa(ofCall ? config : { ...config, customHeaders: headers });
          return { medusa, call: () => medusa.admin.batchJobs.list({}, ofCall ? headers : {}) };
        };
        await outcomeOf(load, value, () => new Response("{}", { status: 503 }));
        assert.ok(said.length > 0, "nothing was logged");
        assertHidden(shown(said), value, header);
      }),
      { numRuns: 50 },
    );
  });

  it("in queries, which logs, events and error paths leave out", async () => {
    await fc.assert(
      fc.asyncProperty(secretOf(plain), async (secret) => {
        const load: Slot = async (_, config) => {
          const medusa = new Medusa(config);
          const path = `/users?token=${secret}`;
          return { medusa, call: () => medusa.admin.custom.get(path, { secret }) };
        };
        const { ended } = await outcomeOf(load, secret, () => new Response("{}", { status: 503 }));
        assert.ok("error" in ended, "it resolved");
        const { path } = ended.error as { path: string };
        assertHidden(shown(said) + path, secret);
        assertHidden(String(ended.error), secret);
      }),
      { numRuns: 50 },
    );
  });

  it("in refused arguments, of the wrong type or with characters that can't be sent", async () => {
    const wrong = fc.constantFrom<(secret: string) => Config & { password?: unknown }>(
      (secret) => ({ apiKey: `${secret}\n` }),
      (secret) => ({ apiKey: `${secret}\u0100` }),
      (secret) => ({ apiKey: { secret } as unknown as string }),
      (secret) => ({ apiKey: [secret] as unknown as string }),
      (secret) => ({ publishableApiKey: `\0${secret}` }),
      (secret) => ({ customHeaders: { authorization: `${secret}\r\n` } }),
      (secret) => ({ customHeaders: { authorization: { secret } as unknown as string } }),
      (secret) => ({ customHeaders: { authorization: ["a", `${secret}\u0000`] } }),
      (secret) => ({ customHeaders: [["authorization", secret]] as unknown as object }) as Config,
      (secret) => ({ customHeaders: `authorization: ${secret}` as unknown as object }) as Config,
      (secret) => ({ baseUrl: `https://ada:${encodeURIComponent(secret)}@shop.test` }),
      (secret) => ({ baseUrl: `https://${encodeURIComponent(secret)}@shop.test/` }),
      (secret) => ({ baseUrl: `https://shop.test?key=${secret}` }),
      (secret) => ({ password: { secret } }),
      (secret) => ({ password: [secret] }),
      (secret) => ({ password: `${secret}\ud800` }),
    );
    await fc.assert(
      fc.asyncProperty(wrong, secretOf(fc.oneof(plain, special)), async (make, secret) => {
        said.length = 0;
        const { password = "12345678", ...config } = make(secret);
        const medusa = new Medusa({
          ...listening(said),
          fetch: () => assert.fail("something was sent"),
          ...config,
        });
        const login = { email: "ada@shop.test", password: password as string };
        const error = await rejection(() => medusa.admin.auth.createSession(login));
        assert.ok(isMedusaUsageError(error), String(error));
        assertHidden(shown([error, said, medusa]), secret);
      }),
      { numRuns: 500 },
    );
  });
});
