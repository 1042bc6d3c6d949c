/**
 * Runs the integration tests against one backend: starts it, runs every *.test.ts beside this file
 * (or those named as arguments), stops it. Ends with the exit code of the tests.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { startBackend } from "../backend/start.ts";
import { BACKEND_VARIABLE } from "./backend-variable.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const named = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const flags = process.argv.slice(2).filter((argument) => argument.startsWith("-"));
const files =
  named.length > 0 ? named : readdirSync(here).filter((file) => file.endsWith(".test.ts"));

/** The end of the backend's log, shown when tests fail. */
const log: string[] = [];
const keep = (line: string) => {
  log.push(line);
  if (log.length > 200) log.shift();
};

const { stop, ...backend } = await startBackend({ log: keep });
// Most of a test's time is waiting for the server's event bus, which polls every 3 s.
const concurrency = Math.max(4, availableParallelism());
const tests = spawn(
  process.execPath,
  ["--import", "tsx", "--test", `--test-concurrency=${concurrency}`, ...flags, ...files],
  {
    cwd: here,
    stdio: "inherit",
    env: { ...process.env, [BACKEND_VARIABLE]: JSON.stringify(backend) },
  },
);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => tests.kill(signal));
try {
  process.exitCode = await new Promise<number>((resolve, reject) => {
    tests.once("error", reject);
    tests.once("exit", (code) => resolve(code ?? 1));
  });
  if (process.exitCode !== 0) console.error(log.join("\n"));
} finally {
  await stop();
}
