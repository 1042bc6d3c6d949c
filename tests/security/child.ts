/** Runs a script of this folder in a process of its own, and reads the JSON that it prints. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PATIENCE_MS = 60_000;

export async function inChild<T>(
  script: `./${string}.ts`,
  input: unknown,
  env: Record<string, string> = {},
): Promise<T> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--expose-gc", "--import", "tsx", path, JSON.stringify(input)],
    { env: { ...process.env, ...env }, timeout: PATIENCE_MS, killSignal: "SIGKILL" },
  );
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as T;
}
