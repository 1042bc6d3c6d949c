/** Properties of the query string: any filter arrives at the server as it was meant. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import Medusa from "medusa-batch-jobs";
import qsNew from "qs";
import qsOld from "qs-6.11";
import { settled } from "./outcome.ts";
import { probe } from "./probe.ts";

type Tree = string | number | boolean | null | undefined | Date | Tree[] | { [key: string]: Tree };

/** Names that mean something to `qs` itself (brackets, dots, indices, Object.prototype) stay out. */
const name = fc
  .string({ unit: "binary", minLength: 1, maxLength: 8 })
  .filter(
    (text) => !/[[\].]|^\d+$|^\s*$/.test(text) && !(text in Object.prototype) && text !== "fields",
  );

/** Lone surrogates cannot be sent as UTF-8. */
const text = fc.string({ unit: "binary", maxLength: 20 });
const leaf: fc.Arbitrary<Tree> = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.date({ noInvalidDate: true }),
);
const array = (of: fc.Arbitrary<Tree>): fc.Arbitrary<Tree> =>
  fc.array(
    of.filter((value) => value !== undefined),
    { minLength: 1, maxLength: 20 },
  );
const map = (of: fc.Arbitrary<Tree>): fc.Arbitrary<Tree> => fc.dictionary(name, of, { maxKeys: 4 });
const tree = fc.dictionary(
  name,
  fc.oneof(leaf, array(leaf), map(fc.oneof(leaf, array(leaf), map(leaf)))),
  {
    maxKeys: 5,
  },
) as fc.Arbitrary<{ [key: string]: Tree }>;

/** What the server has to see: everything as text, nothing that says nothing. */
function normalised(value: Tree): unknown {
  if (value === null) return "null";
  if (value instanceof Date) return value.toJSON();
  if (Array.isArray(value)) return value.map(normalised);
  if (typeof value !== "object") return String(value);
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, inner === undefined ? undefined : normalised(inner)] as const)
    .filter(([, inner]) => inner !== undefined && !isEmptyObject(inner));
  return Object.fromEntries(entries);
}

function isEmptyObject(value: unknown): boolean {
  return (
    typeof value === "object" && !Array.isArray(value) && Object.keys(value ?? {}).length === 0
  );
}

const PARSERS: [what: string, parse: (query: string) => unknown][] = [
  [
    "qs 6.17 as Medusa sets it",
    (query) => qsNew.parse(query, { arrayLimit: Number.POSITIVE_INFINITY }),
  ],
  ["qs 6.17 by default", (query) => qsNew.parse(query)],
  [
    "qs 6.11 as Medusa sets it",
    (query) => qsOld.parse(query, { arrayLimit: Number.POSITIVE_INFINITY }),
  ],
  ["qs 6.11 by default", (query) => qsOld.parse(query)],
];

/** fast-check's dictionaries may lack a prototype; qs makes ordinary objects. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("properties of the query", () => {
  before(() => Medusa.ready());

  it("any filter tree arrives at the server as it was meant, in every qs", async () => {
    const { medusa, last } = probe();
    await fc.assert(
      fc.asyncProperty(tree, async (query) => {
        await settled(medusa.admin.batchJobs.list(query as object));
        const expected = { ...(normalised(query) as object), fields: "+dry_run" } as Record<
          string,
          unknown
        >;
        for (const filter of ["id", "type"]) {
          if (typeof expected[filter] === "string") expected[filter] = [expected[filter]];
        }
        for (const [what, parse] of PARSERS) {
          assert.deepEqual(
            plain(parse(last().rawQuery)),
            plain(expected),
            `${what}: ${last().rawQuery}`,
          );
        }
        assert.match(last().rawQuery, /^[\w.~%&=-]*$/);
      }),
      { numRuns: 1000 },
    );
  });

  it("any list of up to 900 ids arrives in order", async () => {
    const { medusa, last } = probe();
    const ids = fc.array(fc.string({ unit: "binary", minLength: 1, maxLength: 10 }), {
      minLength: 1,
      maxLength: 900,
    });
    await fc.assert(
      fc.asyncProperty(ids, async (id) => {
        await settled(medusa.admin.batchJobs.list({ id, fields: "id" }));
        const [, parse] = PARSERS[0] ?? assert.fail();
        assert.deepEqual((parse(last().rawQuery) as { id: unknown }).id, id);
      }),
      { numRuns: 30 },
    );
  });
});
