/**
 * The same calls by @medusajs/medusa-js 6.1.10 and by ours, seen from the server: the same
 * requests, but for the differences that README names.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isMedusaUsageError } from "medusa-batch-jobs";
import { type Made, makeOurs, makeTheirs } from "./pair.ts";
import { Recorder } from "./recorder.ts";
import { DIFFERENCES, type Expected, type Row, type Sent, sentBy } from "./row.ts";
import { HEADER_ROWS } from "./rows-headers.ts";
import { JOB_ROWS } from "./rows-jobs.ts";
import { LIST_ROWS } from "./rows-list.ts";
import { OTHER_ROWS } from "./rows-other.ts";

const ROWS: Row[] = [...LIST_ROWS, ...JOB_ROWS, ...OTHER_ROWS, ...HEADER_ROWS];

const LIST_PATH = /\/admin\/batch-jobs\/?$/;

function sent(made: Made, row: Row): Sent | "nothing" {
  return made.request === "nothing" ? "nothing" : sentBy(made.request, row.base ?? "");
}

/** In browsers medusa-js sends no Content-Type without a body either: XMLHttpRequest drops it. */
function withoutContentTypeOnGet(theirs: Sent | "nothing"): Sent | "nothing" {
  if (theirs === "nothing" || theirs.method !== "GET") return theirs;
  const { "content-type": contentType, ...headers } = theirs.headers;
  assert.equal(contentType, "application/json", DIFFERENCES.contentType);
  return { ...theirs, headers };
}

/** Lists ask for `+dry_run` where the caller's query names no `fields`. */
function withoutDryRun(ours: Sent | "nothing", theirs: Sent | "nothing"): Sent | "nothing" {
  if (ours === "nothing" || ours.method !== "GET" || !LIST_PATH.test(ours.path)) return ours;
  const theirFields = theirs === "nothing" ? {} : (theirs.query as Record<string, unknown>);
  if ("fields" in theirFields) return ours;
  const { fields, ...query } = ours.query as Record<string, unknown>;
  assert.equal(fields, "+dry_run", DIFFERENCES.dryRun);
  return { ...ours, query };
}

function assertSent(actual: Sent | "nothing", expected: Expected, who: string): void {
  if (actual === "nothing" || expected === "nothing") {
    assert.deepEqual(actual, expected, who);
    return;
  }
  for (const [part, value] of Object.entries(expected)) {
    assert.deepEqual(actual[part as keyof Sent], value, `${who}: ${part}`);
  }
}

/** What a row's `differs` does not name has to be the same on both sides. */
function assertOtherwiseSame(ours: Sent, theirs: Sent, named: Set<string>): void {
  for (const part of ["method", "path", "query", "body", "headers"] as const) {
    if (!named.has(part)) assert.deepEqual(ours[part], theirs[part], part);
  }
}

function partsNamed(...expected: Expected[]): Set<string> {
  return new Set(expected.flatMap((one) => (one === "nothing" ? [] : Object.keys(one))));
}

function compare(row: Row, made: { ours: Made; theirs: Made }): void {
  const theirs = withoutContentTypeOnGet(sent(made.theirs, row));
  const ours = withoutDryRun(sent(made.ours, row), theirs);
  if (ours === "nothing") {
    assert.ok(isMedusaUsageError(made.ours.error), `not refused: ${String(made.ours.error)}`);
  }
  if (!row.differs) {
    assert.deepEqual(ours, theirs);
    return;
  }
  assertSent(theirs, row.differs.theirs, "medusa-js");
  assertSent(ours, row.differs.ours, "ours");
  if (ours !== "nothing" && theirs !== "nothing") {
    assertOtherwiseSame(ours, theirs, partsNamed(row.differs.ours, row.differs.theirs));
  }
}

describe("wire comparison with @medusajs/medusa-js 6.1.10", () => {
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());

  for (const row of ROWS) {
    const why = row.differs ? ` (differs: ${DIFFERENCES[row.differs.because]})` : "";
    it(`${row.name}${why}`, async () => {
      const theirs = await makeTheirs(row, recorder);
      const ours = await makeOurs(row, recorder);
      compare(row, { ours, theirs });
    });
  }

  it(DIFFERENCES.emptyQuery, async () => {
    const call: Row["call"] = (medusa) => medusa.admin.custom.get("/products", {});
    const theirs = await makeTheirs({ name: "", call }, recorder);
    const ours = await makeOurs({ name: "", call }, recorder);
    assert.equal(theirs.request !== "nothing" && theirs.request.url, "/admin/products?");
    assert.equal(ours.request !== "nothing" && ours.request.url, "/admin/products");
  });

  it("has at least 110 rows, each with its own name", () => {
    assert.ok(ROWS.length >= 110, `${ROWS.length} rows`);
    assert.equal(new Set(ROWS.map(({ name }) => name)).size, ROWS.length);
  });
});
