/**
 * Records what a real backend answers, for the Rust tests that read it (src/api/wire/recorded.rs):
 * `node --import tsx tests/recorded/record.ts` writes the JSON files beside this one anew.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBackend } from "../backend/start.ts";
import { Exchange, type Recording } from "./exchange.ts";
import { recordJobs } from "./scene-jobs.ts";
import type { Shop } from "./scenes.ts";
import { recordAuth, recordErrors, recordLists, recordUploads } from "./scenes.ts";

type Scene = (exchange: Exchange, shop: Shop) => Promise<Recording[]>;

const scenes: Record<string, Scene> = {
  auth: recordAuth,
  uploads: recordUploads,
  jobs: recordJobs,
  lists: recordLists,
  errors: recordErrors,
};

const dataDir = await mkdtemp(join(tmpdir(), "medusa-recorded-"));
const backend = await startBackend({ dataDir, log: (line) => console.error(line) });
try {
  const exchange = new Exchange(backend);
  exchange.hide(dataDir, "");
  for (const [name, scene] of Object.entries(scenes)) {
    const recordings = await scene(exchange, { backend, dataDir });
    await writeFile(new URL(`${name}.json`, import.meta.url), exchange.presentable(recordings));
    console.log(`${name}.json: ${recordings.length} answers`);
  }
} finally {
  await backend.stop();
  await rm(dataDir, { recursive: true, force: true });
}
