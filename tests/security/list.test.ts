/**
 * The security list: one test for each line of it, against real servers. It follows OWASP API10:2023,
 * "Unsafe Consumption of APIs": no blind redirects, limits on what is taken, validated data.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import Medusa, {
  isMedusaApiError,
  isMedusaError,
  isMedusaRedirectError,
  isMedusaResponseError,
  isMedusaUsageError,
} from "medusa-batch-jobs";
import { clientOf, medusaError, rejection } from "../wire/outcome.ts";
import { Recorder } from "../wire/recorder.ts";
import type { Refused } from "./call-over-tls.ts";
import { selfSigned } from "./certificate.ts";
import { inChild } from "./child.ts";
import { CALLS, KINDS, LOGIN } from "./credentials.ts";
import { BOMB_MB, type Floods, LARGE_MB, MB, startFloods } from "./floods.ts";
import { fileNames, refusedArguments, tokensOfTheServer } from "./line-feeds.ts";
import { assertBounded, measured } from "./memory.ts";
import { assertHidden, shown } from "./shown.ts";

/** 100,000 levels of arrays around nothing. */
const DEEP = "[".repeat(100_000) + "]".repeat(100_000);

describe("security list", () => {
  let backend: Recorder;
  let evil: Recorder;
  let floods: Floods;
  before(async () => {
    [backend, evil, floods] = await Promise.all([
      Recorder.start(),
      Recorder.start(),
      startFloods(),
    ]);
  });
  after(() => Promise.all([backend.close(), evil.close(), floods.close()]));
  beforeEach(() => {
    backend.reset();
    evil.reset();
  });

  it("cross-origin 301, 302, 303, 307 and 308 leak no API key, bearer token, cookie or header", async () => {
    for (const kind of KINDS) {
      for (const [call, run] of Object.entries(CALLS)) {
        for (const status of [301, 302, 303, 307, 308]) {
          const medusa = await kind.client(backend);
          const answer = { status, headers: { location: `${evil.url}/admin/batch-jobs?stolen` } };
          backend.reset().always(answer);
          const what = `${kind.name}, ${call}, ${status}`;
          const error = await rejection(() => run(medusa));
          assert.ok(isMedusaRedirectError(error), `${what}: ${String(error)}`);
          assert.equal(error.location, evil.url, what);
          assertHidden(shown(error), kind.secret, what);
          assert.equal(backend.requests.length, 1, what);
          assert.equal(evil.requests.length, 0, `${what}: the other origin was asked`);
        }
      }
    }
    // By way of a redirect that is followed.
    for (const kind of KINDS) {
      const medusa = await kind.client(backend);
      backend
        .reset()
        .answer(
          { status: 307, headers: { location: "/admin/other" } },
          { status: 307, headers: { location: `${evil.url}/admin/batch-jobs` } },
        );
      assert.ok(isMedusaRedirectError(await rejection(() => medusa.admin.batchJobs.list())));
      assert.equal(backend.requests.length, 2);
      assert.equal(evil.requests.length, 0);
    }
  });

  it("a redirect from https to http is not followed", async () => {
    const { key, cert } = selfSigned();
    const folder = await mkdtemp(join(tmpdir(), "certificate-"));
    const location = `${evil.url}/admin/batch-jobs`;
    const server = createServer({ key, cert }, (_, response) => {
      response.writeHead(307, { location }).end();
    });
    try {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      await writeFile(join(folder, "ca.pem"), cert);
      const { port } = server.address() as AddressInfo;
      const refused = await inChild<Refused[]>(
        "./call-over-tls.ts",
        { baseUrl: `https://127.0.0.1:${port}`, apiKey: "APIKEY" },
        { NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") },
      );
      assert.equal(refused.length, 5);
      for (const { call, isRedirectError, location } of refused) {
        assert.ok(isRedirectError, call);
        assert.equal(location, evil.url, call);
      }
      assert.equal(evil.requests.length, 0);
    } finally {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true });
    }
  });

  it("a redirect loop ends after five", async () => {
    const medusa = clientOf(backend, { maxRetries: 2, apiKey: "APIKEY" });
    for (const location of ["/admin/batch-jobs", "?a", "", "/admin/batch-jobs#x"]) {
      backend.reset().always({ status: 302, headers: { location } });
      assert.ok(isMedusaRedirectError(await rejection(() => medusa.admin.batchJobs.list())));
      assert.equal(backend.requests.length, 6, location);
      backend.requests.length = 0;
      const create = () => medusa.admin.batchJobs.create({ type: "x", context: {} });
      assert.ok(isMedusaRedirectError(await rejection(create)));
      assert.equal(backend.requests.length, 1, location);
    }
  });

  it("//evil, \\\\evil and http:evil as an id, path or redirect never leave baseUrl", async () => {
    const host = new URL(evil.url).host;
    const names = [`//${host}`, `\\\\${host}`, `http:${host}`, `http://${host}`, `/\\${host}`];
    const steps = ["..", "../../", "..\\..", "%2e%2e/", ".%2e", "a/../../..", "?a", "#a", "@", ";"];
    const spellings = names.flatMap((name) => [name, `${name}/admin`, ` ${name}`, `@${name}`]);
    const prefix = "/prefix/admin/batch-jobs/";
    const medusa = clientOf(backend, { baseUrl: `${backend.url}/prefix`, apiKey: "APIKEY" });
    for (const id of [...spellings, ...steps]) {
      for (const call of ["retrieve", "confirm", "cancel"] as const) {
        backend.requests.length = 0;
        const error = await medusa.admin.batchJobs[call](id).catch((reason: unknown) => reason);
        if (isMedusaUsageError(error)) {
          assert.equal(backend.requests.length, 0, id);
          continue;
        }
        const { url } = backend.only();
        const tail = call === "retrieve" ? "" : `/${call}`;
        assert.equal(url, `${prefix}${encodeURIComponent(id)}${tail}`, id);
      }
      backend.requests.length = 0;
      await medusa.admin.custom.get(id).catch((error: unknown) => {
        assert.ok(isMedusaUsageError(error), String(error));
      });
      for (const { url } of backend.requests) assert.match(url, /^\/prefix\/admin/);
    }
    for (const location of spellings) {
      backend.reset().answer({ status: 302, headers: { location } });
      // Those of them that are paths on the same origin are followed.
      await medusa.admin.batchJobs.list().catch((error: unknown) => {
        assert.ok(isMedusaError(error), `${location}: ${String(error)}`);
      });
    }
    assert.equal(evil.requests.length, 0);
  });

  it("CRLF in a header, an id, a file name or a token adds no header and no request", async () => {
    await refusedArguments(backend);
    await tokensOfTheServer(backend);
    await fileNames(backend);
  });

  it("__proto__ in JSON is data and reaches no prototype", async () => {
    const attack = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`;
    const medusa = clientOf(backend);
    const body = `{"batch_job":${attack},"__proto__":{"polluted":1,"batch_job":{}}}`;
    backend.answer(
      { status: 200, body },
      { status: 400, body: attack },
      { status: 200, body: attack },
    );
    const { batch_job } = await medusa.admin.batchJobs.retrieve("a");
    assert.deepEqual(JSON.parse(JSON.stringify(batch_job)), JSON.parse(attack));
    const error = await medusaError(() => medusa.admin.batchJobs.retrieve("a"));
    assert.deepEqual(Object.keys(error.response?.data as object), ["__proto__", "constructor"]);
    assert.equal(Object.getPrototypeOf(error.response?.data), Object.prototype);
    // An envelope that only an inherited key would provide is none.
    const inherited = { status: 200, body: `{"__proto__":{"batch_job":{"id":"a"}}}` };
    backend.reset().answer(inherited);
    assert.ok(isMedusaResponseError(await rejection(() => medusa.admin.batchJobs.retrieve("a"))));
    for (const object of [{}, [], error, Object.prototype, () => {}]) {
      assert.ok(!("polluted" in object));
    }
    const payload = { type: "x", context: JSON.parse(attack) };
    await medusa.admin.batchJobs.create(payload);
    assert.ok(!("polluted" in {}));
  });

  it("a body of 100 MB is cut off at maxResponseBytes, 64 MiB by default", async () => {
    for (const status of [200, 400]) {
      const writtenBefore = floods.written();
      const small = await measured(floods, `${status}/large`, 1_048_576);
      assertBounded(`${status}, 1 MiB`, small, 48);
      const written = floods.written() - writtenBefore;
      // What is in the buffers of both ends was sent for nothing.
      assert.ok(written < (LARGE_MB / 2) * MB, `${status}: the server could send ${written} bytes`);
      assertBounded(`${status}, default`, await measured(floods, `${status}/large`), 200);
      if (status === 200) assert.equal(small.error, "MedusaResponseError");
    }
    const below = await measured(floods, "200/below");
    assert.equal(below.error, "none", `60 MB are within the default: ${below.message}`);
    const unlimited = clientOf(backend, { baseUrl: floods.url, maxResponseBytes: 0 });
    const all = await unlimited.admin.custom.get<object, { large: string }>("/200/large");
    assert.equal(all.large.length, LARGE_MB * MB);
  });

  it("JSON of 100,000 levels is handed through or a typed error", async () => {
    const medusa = clientOf(backend, { apiKey: "APIKEY" });
    const deepest = (value: unknown) => {
      let levels = 0;
      for (let at = value; Array.isArray(at); [at] = at) levels += 1;
      return levels;
    };
    backend.answer({ body: `{"batch_job":{"deep":${DEEP}}}` });
    const { batch_job } = await medusa.admin.batchJobs.retrieve("a");
    assert.equal(deepest((batch_job as { deep?: unknown }).deep), 100_000);
    for (const body of [DEEP, `{"message":"no","deep":${DEEP}}`, '{"a":'.repeat(100_000)]) {
      for (const status of [400, 409, 500, 200]) {
        backend.reset().always({ status, body });
        for (const call of Object.values(CALLS)) {
          const error = await call(medusa).catch((reason: unknown) => reason);
          if (error instanceof Error) {
            assert.ok(isMedusaError(error), `${status}: ${String(error)}`);
            assert.equal(isMedusaApiError(error), status !== 200, String(error));
            assert.ok(shown(error).length > 0);
          } else assert.equal(status, 200);
        }
      }
    }
    backend.reset();
    assert.equal((await medusa.admin.batchJobs.list()).response.status, 200);
  });

  it(`a decompression bomb of ${BOMB_MB} MB is cut off`, async () => {
    for (const encoding of ["gzip", "br"]) {
      for (const status of [200, 400]) {
        const what = `${encoding} ${status}`;
        assertBounded(what, await measured(floods, `${status}/${encoding}`, 1_048_576), 48);
      }
      assertBounded(`${encoding}, default`, await measured(floods, `200/${encoding}`), 200);
    }
  });

  it("a secret shows in no error, log line, inspection, stack or JSON", async () => {
    // Hooks, echoes of every sort and random secrets: redaction.property.test.ts.
    for (const kind of KINDS) {
      const lines: unknown[] = [];
      const line = (...said: unknown[]) => void lines.push(said);
      const logger = { debug: line, info: line, warn: line, error: line };
      const medusa = await kind.client(backend, { logger });
      backend.reset().always(({ headers, body }, response) => {
        const heard = `${JSON.stringify(headers)} ${body}`;
        response.writeHead(400, { "x-echo": JSON.stringify(headers) });
        response.end(JSON.stringify({ message: heard, nested: [{ headers, heard }] }));
      });
      for (const [call, run] of Object.entries(CALLS)) {
        const error = await rejection(() => run(medusa));
        assertHidden(shown(error), kind.secret, `${kind.name}, ${call}`);
      }
      assert.ok(lines.length >= 2 * Object.keys(CALLS).length, "the logger was not called");
      assertHidden(shown(lines), kind.secret, `${kind.name}, log`);
      assertHidden(shown(lines), LOGIN.password, "password, log");
      assertHidden(shown([medusa, medusa.admin, Medusa]), kind.secret, `${kind.name}, client`);
    }
  });

  it("a token, session or key of one client is never sent by another", async () => {
    for (const kind of KINDS) {
      const one = await kind.client(backend);
      const two = clientOf(backend);
      backend.reset();
      one.setPublishableKey("pk_one");
      await Promise.all([
        one.admin.batchJobs.list(),
        two.admin.batchJobs.list(),
        one.admin.auth.getSession(),
        two.admin.auth.getSession(),
      ]);
      const carrying = backend.requests.filter((sent) => shown(sent.headers).includes(kind.secret));
      const marked = backend.requests.filter((sent) => shown(sent.headers).includes("pk_one"));
      assert.deepEqual([backend.requests.length, carrying.length, marked.length], [4, 2, 2]);
    }
  });

  it("a download URL is fetched by nobody here, and takes no credential along", async () => {
    for (const kind of KINDS) {
      const medusa = await kind.client(backend);
      const download_url = `${evil.url}/private/export.csv?signature=1`;
      backend.answer({ body: { download_url } });
      const { uploads, custom } = medusa.admin;
      const answer = await uploads.getPresignedDownloadUrl({ file_key: "export.csv" });
      assert.equal(answer.download_url, download_url);
      assert.equal(evil.requests.length, 0, "it was fetched");
      assert.ok(isMedusaUsageError(await rejection(() => custom.get(answer.download_url))));
      // As README says how.
      await (await fetch(answer.download_url)).text();
      assertHidden(shown(evil.only().headers), kind.secret);
      evil.reset();
    }
  });
});
