/** A connection that breaks at any byte of an answer. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Backend } from "./backend.ts";
import type { Fault } from "./behaviours.ts";
import { observe } from "./cell.ts";
import { whole } from "./http.ts";
import { type Cell, judge } from "./matrix.ts";
import { METHODS } from "./methods.ts";
import { ours } from "./node-target.ts";
import { problemsOf } from "./verdict.ts";

const AT_ONCE = 24;

function brokenAt(byte: number, ends: "reset" | "close"): Fault {
  return {
    meaning: "lost",
    done: true,
    says: (reply) => [whole(reply).subarray(0, byte)],
    ends,
  };
}

/** How many bytes the whole answer has. */
function lengthOf(name: string): number {
  const { http: method, path, args } = methodOf(name);
  const body = Buffer.from(JSON.stringify(args[0]));
  const request = { method, path, query: "", headers: {}, body };
  const reply = new Backend().answer(request, true);
  return whole({ ...reply, always: { "cache-control": "no-store" } }).length;
}

function methodOf(name: string) {
  const method = METHODS.find((method) => method.name === name);
  assert.ok(method, name);
  return method;
}

function sweep(name: string, step: number, ends: "reset" | "close"): Cell[] {
  const method = methodOf(name);
  const bytes = Array.from({ length: lengthOf(name) }, (_, byte) => byte);
  return bytes
    .filter((byte) => byte % step === 0)
    .map((byte) => ({
      method,
      scenario: {
        name: `byte ${byte}`,
        group: ends,
        faults: [brokenAt(byte, ends)],
        timeoutMs: 20_000,
      },
    }));
}

async function failures(cells: readonly Cell[]): Promise<string[]> {
  const judged = await judge(cells, AT_ONCE, async ({ method, scenario }) =>
    problemsOf(method, await observe(ours, "node", method, scenario)),
  );
  return judged.flatMap(({ scenario, problems }) =>
    problems.map((it) => `${scenario.name}: ${it}`),
  );
}

describe("an answer that ends at any of its bytes", () => {
  for (const ends of ["reset", "close"] as const) {
    it(`a read is asked for again, once (${ends})`, async () => {
      const cells = sweep("batchJobs.retrieve", ends === "reset" ? 1 : 3, ends);
      assert.ok(cells.length > 100, String(cells.length));
      assert.deepEqual(await failures(cells), []);
    });

    it(`a create is sent once, and the error says that it may have been done (${ends})`, async () => {
      const cells = sweep("batchJobs.create", 3, ends);
      assert.ok(cells.length > 100, String(cells.length));
      assert.deepEqual(await failures(cells), []);
    });
  }
});
