import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import * as http from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { type PageServer, startPageServer } from "./page-server.ts";

let directory: string;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), "page-"));
  await mkdir(join(directory, "dist", "assets"), { recursive: true });
  await writeFile(join(directory, "dist", "index.html"), "<!doctype html><title>page</title>");
  await writeFile(join(directory, "dist", "assets", "app-1a2b.js"), "export {};");
  await writeFile(join(directory, "dist", "module.wasm"), "\0asm");
  await writeFile(join(directory, "secret.txt"), "secret");
  await symlink(join(directory, "secret.txt"), join(directory, "dist", "link.txt"));
});
after(async () => await rm(directory, { recursive: true, force: true }));

type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void;

let backend: http.Server;
let handler: Handler;
let page: PageServer;
beforeEach(async () => {
  backend = http.createServer((request, response) => handler(request, response));
  backend.listen(0, "127.0.0.1");
  await once(backend, "listening");
  page = await startPageServer({ root: join(directory, "dist"), backendUrl: backendUrl() });
});
afterEach(async () => {
  await page.stop();
  backend.closeAllConnections();
  backend.close();
});

function backendUrl(): string {
  return `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
}

/** As it stands on the wire; fetch would tidy the path up. */
async function raw(target: string, method = "GET"): Promise<string> {
  const socket = connect(Number(new URL(page.url).port), "127.0.0.1");
  socket.write(`${method} ${target} HTTP/1.1\r\nHost: page\r\nConnection: close\r\n\r\n`);
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  return text;
}

describe("files of the page", () => {
  test("have their type, the policy, and no way for others to guess one", async () => {
    const types = {
      "/": "text/html; charset=utf-8",
      "/index.html?query": "text/html; charset=utf-8",
      "/assets/app-1a2b.js": "text/javascript; charset=utf-8",
      "/module.wasm": "application/wasm",
    };
    for (const [path, type] of Object.entries(types)) {
      const answer = await fetch(page.url + path);
      assert.equal(answer.status, 200, path);
      assert.equal(answer.headers.get("content-type"), type, path);
      assert.equal(answer.headers.get("x-content-type-options"), "nosniff", path);
      const policy = answer.headers.get("content-security-policy") ?? "";
      assert.match(policy, /default-src 'self'; script-src 'self' 'wasm-unsafe-eval';/);
      assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*/);
    }
  });

  test("are cached for ever only if their name changes with their contents", async () => {
    const cached = async (path: string) =>
      (await fetch(page.url + path)).headers.get("cache-control");
    assert.match((await cached("/assets/app-1a2b.js")) ?? "", /immutable/);
    assert.equal(await cached("/"), "no-cache");
  });

  test("are all there is", async () => {
    for (const target of [
      "/../secret.txt",
      "/%2e%2e/secret.txt",
      "/..%2fsecret.txt",
      "/assets/../../secret.txt",
      "/link.txt",
      "/assets",
      "/assets/",
      "//etc/passwd",
      "/index.html/",
      "/none.js",
      "/admins",
    ]) {
      const answer = await raw(target);
      assert.match(answer, /^HTTP\/1\.1 404 /, target);
      assert.doesNotMatch(answer, /secret$|root:/, target);
    }
    for (const target of ["/%", "/%00", "http://elsewhere/"]) {
      assert.match(await raw(target), /^HTTP\/1\.1 400 /, target);
    }
  });

  test("are only read", async () => {
    assert.match(await raw("/", "POST"), /^HTTP\/1\.1 405 .*allow: GET, HEAD/is);
    assert.match(await raw("/", "HEAD"), /^HTTP\/1\.1 200 .*content-length: 34\r\n.*\r\n\r\n$/is);
  });
});

describe("the backend behind the page", () => {
  test("gets method, path, headers and body as they were sent", async () => {
    const got: object[] = [];
    handler = async (request, response) => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      const { method = "", url = "", headers } = request;
      got.push({ method, url, cookie: headers.cookie, host: headers.host, body });
      response.writeHead(201, "Made", { "set-cookie": ["a=1; HttpOnly", "b=2"], etag: '"x"' });
      response.end("{}");
    };
    const answer = await fetch(`${page.url}/admin/batch-jobs?id%5B%5D=a%2Fb&x=%C3%A9`, {
      method: "POST",
      headers: { cookie: "connect.sid=s%3Aabc" },
      body: "body é",
    });
    assert.deepEqual(got, [
      {
        method: "POST",
        url: "/admin/batch-jobs?id%5B%5D=a%2Fb&x=%C3%A9",
        cookie: "connect.sid=s%3Aabc",
        host: new URL(backendUrl()).host,
        body: "body é",
      },
    ]);
    assert.equal(answer.status, 201);
    assert.equal(answer.statusText, "Made");
    assert.deepEqual(answer.headers.getSetCookie(), ["a=1; HttpOnly", "b=2"]);
    assert.equal(answer.headers.get("etag"), '"x"');
  });

  test("gets an upload, and sends a download, while it is under way", async () => {
    handler = (request, response) => {
      request.once("data", (chunk) => response.write(`first: ${chunk}`));
      request.once("end", () => response.end(" and the rest"));
    };
    let finish: () => void = () => {};
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode("part"));
        finish = () => controller.close();
      },
    });
    const init = { method: "POST", body, duplex: "half" };
    const answer = await fetch(`${page.url}/admin/uploads`, init as RequestInit);
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    const read = async () => new TextDecoder().decode((await reader.read()).value);
    // The request is not at its end yet, and its answer has begun.
    assert.equal(await read(), "first: part");
    finish();
    assert.equal(await read(), " and the rest");
  });

  test("cannot make an uploaded file run as the page", async () => {
    handler = (_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<script>alert(1)</script>");
    };
    const answer = await fetch(`${page.url}/uploads/page.html`);
    assert.match(
      answer.headers.get("content-security-policy") ?? "",
      /default-src 'none'; sandbox/,
    );
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  });

  test("that breaks off in an answer is not taken for one that is done", async () => {
    handler = (_, response) => {
      response.writeHead(200).write("half", () => response.destroy());
    };
    const answer = await fetch(`${page.url}/uploads/x.csv`);
    await assert.rejects(answer.text());
  });

  test("learns that the caller has gone", async () => {
    const gone = new Promise<void>((resolve) => {
      handler = (_, response) => response.once("close", () => resolve());
    });
    const controller = new AbortController();
    const asked = once(backend, "request");
    const call = fetch(`${page.url}/admin/batch-jobs`, { signal: controller.signal });
    await asked;
    controller.abort();
    await assert.rejects(call, { name: "AbortError" });
    await gone;
  });

  test("that is down is a 502 that says so", async () => {
    const url = backendUrl();
    backend.close();
    await once(backend, "close");
    const answer = await fetch(`${page.url}/admin/batch-jobs`, { method: "POST", body: "{}" });
    assert.equal(answer.status, 502);
    assert.equal(
      await answer.text(),
      `The Medusa backend at ${url} does not answer (ECONNREFUSED).\n`,
    );
  });

  test("may be known later, and lie below a path", async () => {
    let announce: (url: string) => void = () => {};
    const later = new Promise<string>((resolve) => {
      announce = resolve;
    });
    handler = (request, response) => response.end(request.url);
    const early = await startPageServer({ root: join(directory, "dist"), backendUrl: later });
    const answer = fetch(`${early.url}/store/regions?limit=1`);
    announce(`${backendUrl()}/medusa/`);
    assert.equal(await (await answer).text(), "/medusa/store/regions?limit=1");
    await early.stop();
  });
});

test("a missing page is said in one sentence", async () => {
  const root = join(directory, "none");
  await assert.rejects(startPageServer({ root, backendUrl: "" }), {
    message: `There is no built page in ${root}.`,
  });
});
