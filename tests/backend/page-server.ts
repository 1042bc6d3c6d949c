/** The built page, under the strict policy that its README tells people to use, with Medusa behind it on one origin. */

import { realpath } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { serveFile } from "./page-files.ts";
import { forward } from "./page-proxy.ts";

export interface PageServer {
  url: string;
  stop(): Promise<void>;
}

export interface PageServerOptions {
  /** The directory with the built page. */
  root: string;
  /** Requests that come before it is known wait for it. */
  backendUrl: string | Promise<string>;
  /** Any free one if absent. */
  port?: number;
}

const ofTheBackend = /^\/(admin|store|uploads)(?=[/?]|$)/;

export async function startPageServer(options: PageServerOptions): Promise<PageServer> {
  const root = await realpath(options.root).catch(() => {
    throw new Error(`There is no built page in ${options.root}.`);
  });
  const server = createServer((request, response) => {
    answer(root, options.backendUrl, request, response).catch((error: unknown) => {
      // Nobody is left to hear of it but the one who asked.
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  const port = options.port ?? 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(
        taken ? new Error(`Port ${port} is already in use: give the page another one.`) : error,
      );
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

async function answer(
  root: string,
  backendUrl: string | Promise<string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (ofTheBackend.test(request.url ?? "")) {
    forward(await backendUrl, request, response);
  } else {
    await serveFile(root, request, response);
  }
}
