/** What a process holds on to. */
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { wasmMemories } from "./wasm-memory.ts";

export interface Footprint {
  /** Of each instance, in bytes. */
  wasm: number[];
  /** In bytes. */
  heap: number;
  timers: number;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

export async function footprint(): Promise<Footprint> {
  // What one collection finds unreachable may, by its finalizer, let go of something for the next.
  for (let times = 0; times < 5; times += 1) {
    collect();
    await setImmediate();
  }
  const timers = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  return { wasm: wasmMemories(), heap: process.memoryUsage().heapUsed, timers };
}

export function shown({ wasm, heap, timers }: Footprint): string {
  const kib = wasm.map((bytes) => `${bytes / 1024} KiB`).join(" + ");
  return `wasm ${kib}, heap ${(heap / 2 ** 20).toFixed(2)} MiB, ${timers} timers`;
}
