/** How much memory a call takes that gets too much of an answer. */
import assert from "node:assert/strict";
import { inChild } from "./child.ts";
import { type Floods, MB } from "./floods.ts";
import type { Input, Measured } from "./memory-of-a-call.ts";

/** A call in a process of its own. */
export function measured(
  floods: Floods,
  hostile: string,
  maxResponseBytes?: number,
): Promise<Measured> {
  const config = { baseUrl: floods.url, ...(maxResponseBytes && { maxResponseBytes }) };
  const input: Input = { config, hostile: `/${hostile}`, healthy: "/200/healthy" };
  return inChild<Measured>("./memory-of-a-call.ts", input);
}

/** A typed error after one attempt, within so much memory, and the client works afterwards. */
export function assertBounded(what: string, found: Measured, peakMB: number): void {
  const told = `${what}: ${JSON.stringify(found)}`;
  assert.ok(found.isTyped, told);
  assert.equal(found.attempts, 1, told);
  assert.ok(found.works, told);
  assert.ok(found.peak.heapAndExternal < peakMB * MB, told);
  assert.ok(found.peak.rss < peakMB * MB, told);
}
