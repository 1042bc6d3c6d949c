import { fork } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LogTail } from "./log-tail.ts";
import { processEnd } from "./process-end.ts";
import type { ServerMessage, ServerSettings } from "./server-settings.ts";

export interface Medusa {
  url: string;
  /** Settles when the server has ended, whoever ended it. */
  ended: Promise<void>;
  tail: LogTail;
  stop(): Promise<void>;
}

/** Starts Medusa in a process of its own; `directory` gets the uploaded and exported files. */
export async function startMedusa(
  directory: string,
  settings: ServerSettings,
  signal: AbortSignal,
  log?: (line: string) => void,
): Promise<Medusa> {
  signal.throwIfAborted();
  const tail = new LogTail(log);
  const configuration = await disableTelemetry(directory);
  const server = fork(
    fileURLToPath(new URL("server.ts", import.meta.url)),
    [JSON.stringify(settings)],
    {
      cwd: directory,
      // Ctrl-C in a terminal goes to its whole process group; this process ends when its parent says so.
      detached: true,
      execArgv: ["--import", import.meta.resolve("tsx")],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: { ...process.env, NODE_ENV: "development", ...configuration },
    },
  );
  tail.follow(server.stdout);
  tail.follow(server.stderr);
  const ended = processEnd(server);
  const stop = async (): Promise<void> => {
    if (server.connected) server.disconnect();
    await ended;
  };
  signal.addEventListener("abort", stop, { once: true });
  const started = new Promise<ServerMessage>((resolve) => server.once("message", resolve));
  const first = await Promise.race([started, ended]);
  signal.removeEventListener("abort", stop);
  signal.throwIfAborted();
  if (first !== undefined) return { url: first.url, ended, tail, stop };
  throw new Error(failure(settings.port, tail));
}

/**
 * Medusa's telemetry keeps a file in the user's home, and starts a process that outlives the server: also under
 * MEDUSA_DISABLE_TELEMETRY, which only empties what it would send. Its own file is asked first.
 */
async function disableTelemetry(directory: string): Promise<Record<string, string>> {
  const home = join(directory, "config");
  await mkdir(join(home, "medusa"), { recursive: true });
  const settings = JSON.stringify({ telemetry: { enabled: false } });
  await writeFile(join(home, "medusa", "config.json"), settings);
  return { XDG_CONFIG_HOME: home, MEDUSA_DISABLE_TELEMETRY: "true" };
}

function failure(port: number, tail: LogTail): string {
  const taken = tail.toString().includes("EADDRINUSE");
  return taken
    ? `Port ${port} is already in use: give Medusa another one.`
    : `Medusa did not start. The end of its log:\n${tail}`;
}
