import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, sep } from "node:path";
import { pipeline } from "node:stream/promises";

/** `'wasm-unsafe-eval'` is all that WebAssembly needs beyond `'self'`. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const headers = {
  "content-security-policy": policy,
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

export async function serveFile(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return say(response, 405, "Method Not Allowed", { allow: "GET, HEAD" });
  }
  const path = decode(request.url ?? "/");
  if (path === undefined) return say(response, 400, "Bad Request");
  const file = await find(root, path);
  if (file === undefined) return say(response, 404, "Not Found");

  response.writeHead(200, {
    ...headers,
    "content-type": types[extname(file.path)] ?? "application/octet-stream",
    "content-length": file.size,
    // Vite names what lies in assets/ by a hash of its contents.
    "cache-control": path.startsWith("/assets/") ? "max-age=31536000, immutable" : "no-cache",
  });
  if (request.method === "HEAD") response.end();
  else await pipeline(createReadStream(file.path), response);
}

function decode(url: string): string | undefined {
  const [path = ""] = url.split("?", 1);
  try {
    const decoded = decodeURIComponent(path);
    return decoded.startsWith("/") && !decoded.includes("\0") ? decoded : undefined;
  } catch {
    return undefined;
  }
}

/** Follows symbolic links before it looks whether the file is below the root. */
async function find(
  root: string,
  path: string,
): Promise<{ path: string; size: number } | undefined> {
  try {
    const file = await realpath(join(root, path.endsWith("/") ? `${path}index.html` : path));
    if (!file.startsWith(root + sep)) return undefined;
    const { size, isFile } = await stat(file).then((s) => ({ size: s.size, isFile: s.isFile() }));
    return isFile ? { path: file, size } : undefined;
  } catch {
    return undefined;
  }
}

function say(
  response: ServerResponse,
  status: number,
  text: string,
  more: Record<string, string> = {},
): void {
  const type = { "content-type": "text/plain; charset=utf-8" };
  response.writeHead(status, { ...headers, ...type, ...more }).end(`${text}\n`);
}
