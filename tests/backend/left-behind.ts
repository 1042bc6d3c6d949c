import { mkdtemp, readdir, readFile, readlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A place of its own for everything that the processes started here put into the temporary directory. */
export async function ownTemporaryDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "left-behind-"));
  process.env["TMPDIR"] = path;
  return path;
}

/** The processes that inherited this temporary directory, as Linux's /proc shows them. */
export async function processesOf(temporaryDirectory: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of await readdir("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    // A process may end while it is looked at.
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    if (!environment.split("\0").includes(`TMPDIR=${temporaryDirectory}`)) continue;
    found.push(`${pid} ${await readlink(`/proc/${pid}/exe`).catch(() => "")}`);
  }
  return found;
}
