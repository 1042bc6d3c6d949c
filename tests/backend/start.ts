/**
 * A real Medusa for a test file. It runs in a process of its own (main.ts) which ends when this one does, whatever
 * happens to this one, and takes PostgreSQL, Medusa and their files with it.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { LogTail } from "./log-tail.ts";
import { processEnd } from "./process-end.ts";
import type { Credentials, FailureLine, ReadyLine } from "./ready-line.ts";

export type { Credentials } from "./ready-line.ts";

export interface Backend {
  url: string;
  databaseUrl: string;
  admin: Credentials;
  /** A second user, who must not see the jobs of the first. */
  other: Credentials;
  apiToken: string;
  otherApiToken: string;
  /** Where the page is served, if `page` was given. */
  page: string | undefined;
  stop(): Promise<void>;
}

export interface StartOptions {
  /** How many products to seed; 30 if absent. */
  products?: number;
  /** Kept and used again; a temporary directory if absent. */
  dataDir?: string;
  /** Of Medusa; any free one if absent. */
  port?: number;
  /** A directory with a built page, to be served with the backend behind it on the same origin. */
  page?: string;
  log?: (line: string) => void;
}

type Runner = ChildProcessByStdio<Writable, Readable, Readable>;

export async function startBackend(options: StartOptions = {}): Promise<Backend> {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const runner: Runner = spawn(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), main, ...args(options)],
    // Ctrl-C in a terminal goes to its whole process group; this one ends when its standard input closes.
    { stdio: ["pipe", "pipe", "pipe"], detached: true },
  );
  // Writing to a runner that is gone is no news: its end is.
  runner.stdin.on("error", () => {});
  const tail = new LogTail(options.log);
  tail.follow(runner.stderr);
  const ended = processEnd(runner);
  const line = await Promise.race([firstLine(runner.stdout), ended.then(() => undefined)]);
  const ready = parse(line, tail);
  const stop = async (): Promise<void> => {
    runner.stdin.end();
    await ended;
  };
  return { page: undefined, ...ready, stop };
}

function args({ products, dataDir, port, page, log }: StartOptions): string[] {
  return [
    ...(products === undefined ? [] : ["--products", String(products)]),
    ...(dataDir === undefined ? [] : ["--data-dir", dataDir]),
    ...(port === undefined ? [] : ["--port", String(port)]),
    ...(page === undefined ? [] : ["--page", page]),
    ...(log === undefined ? ["--quiet"] : []),
  ];
}

async function firstLine(stream: Readable): Promise<string> {
  return await new Promise((resolve) => {
    let text = "";
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      text += chunk;
      const end = text.indexOf("\n");
      if (end >= 0) resolve(text.slice(0, end));
    });
  });
}

function parse(line: string | undefined, tail: LogTail): Required<Omit<ReadyLine, "page">> {
  if (line === undefined) throw new Error(`The backend ended before it was ready:\n${tail}`);
  const message = JSON.parse(line) as Required<ReadyLine> | FailureLine;
  if ("error" in message) throw new Error(message.error);
  return message;
}
