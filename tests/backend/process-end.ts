import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { finished } from "node:stream/promises";

/**
 * Settles when a process has ended and its output is read. Its "close" event would say the same, but does not come
 * after `disconnect()` (Node 20.20).
 */
export async function processEnd(child: ChildProcess): Promise<void> {
  const outputs = [child.stdout, child.stderr].filter((stream) => stream !== null);
  const read = outputs.map((stream) => finished(stream).catch(() => {}));
  await Promise.all([once(child, "exit"), ...read]);
}
