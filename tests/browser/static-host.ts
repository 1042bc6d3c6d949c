import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

export interface StaticHost {
  readonly url: string;
  stop(): Promise<void>;
}

/** What a static host does with a build: files and a policy, no proxy. An empty page is at /blank. */
export async function startStaticHost(root: string, policy: string): Promise<StaticHost> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://host");
    const path = pathname === "/" ? "/index.html" : normalize(pathname);
    const body = path === "/blank" ? Buffer.from("<!doctype html><title>Blank</title>") : undefined;
    try {
      const content = body ?? (await readFile(join(root, path)));
      response.writeHead(200, {
        "content-type": types[extname(path)] ?? "text/html",
        "content-security-policy": policy,
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
