import * as http from "node:http";
import * as https from "node:https";
import { pipeline } from "node:stream";

/** They belong to one connection, of which there are two here (RFC 9110, section 7.6.1). */
const hopByHop = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade"];

/**
 * Medusa serves uploaded files from the origin of the page. Opened in a tab, they must not run scripts that have the
 * session of the one who opens them.
 */
const policyOfForeignContent = "default-src 'none'; sandbox; frame-ancestors 'none'";

/** Passes a request on and its answer back, both as they come, without holding them in memory. */
export function forward(
  backendUrl: string,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): void {
  const backend = new URL(backendUrl);
  const upstream = (backend.protocol === "https:" ? https : http).request({
    hostname: backend.hostname.replace(/^\[|\]$/g, ""),
    port: backend.port,
    path: backend.pathname.replace(/\/$/, "") + request.url,
    method: request.method,
    headers: { ...endToEnd(request.headers), host: backend.host },
  });

  upstream.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, {
      "content-security-policy": policyOfForeignContent,
      "x-content-type-options": "nosniff",
      ...endToEnd(answer.headers, "transfer-encoding"),
    });
    // A truncated answer must not look like a whole one: on an error, pipeline destroys both ends.
    pipeline(answer, response, () => {});
  });
  upstream.on("error", (error: NodeJS.ErrnoException) => {
    if (response.headersSent) return void response.destroy();
    const reason = error.code ?? error.message;
    response
      .writeHead(502, { "content-type": "text/plain; charset=utf-8", connection: "close" })
      .end(`The Medusa backend at ${backend.origin} does not answer (${reason}).\n`);
  });
  response.on("close", () => upstream.destroy());
  request.pipe(upstream);
}

function endToEnd(
  headers: http.IncomingHttpHeaders,
  ...without: string[]
): http.OutgoingHttpHeaders {
  const left = [...hopByHop, ...without];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !left.includes(name)));
}
