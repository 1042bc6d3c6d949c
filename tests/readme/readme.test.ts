/**
 * The documents against the package and the tree: their examples compile, every intended difference
 * from medusa-js is there, what they name exists. `integration/readme.test.ts` runs the examples.
 */
import assert from "node:assert/strict";
import { access } from "node:fs/promises";
import { describe, it } from "node:test";
import * as entry from "medusa-batch-jobs";
import { DIFFERENCES } from "../wire/row.ts";
import { problems } from "./compile.ts";
import { type Example, examplesOf, printedBy, READMES, textOf } from "./examples.ts";

const DOCUMENTS = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];

/** Without line breaks and marks, so that sentences can be looked for. */
const plain = (text: string) => text.replace(/`/g, "").replace(/\s+/g, " ");

/** Two mistakes, which the compiler has to find. */
const WRONG: Example = {
  name: "wrong",
  code: "medusa.admin.batchJobs.retrieve(5);\nmedusa.admin.batchJobs.remove();\n",
  ofPage: false,
};

describe("the documents", () => {
  it("examples compile", () => {
    const examples = READMES.flatMap(examplesOf);
    const [first = "", second = "", ...more] = problems([WRONG, ...examples]);
    assert.deepEqual(more, []);
    assert.match(first, /^wrong, line 1: .*'number'/);
    assert.match(second, /^wrong, line 2: .*'remove'/);
  });

  it("what an example prints stands behind its console.log", () => {
    for (const example of READMES.flatMap(examplesOf)) {
      const commented = example.code.match(/console\.log\(.*\/\/ /g) ?? [];
      assert.equal(printedBy(example).length, commented.length, example.name);
    }
  });

  it("links and paths lead to what is there", async () => {
    for (const file of DOCUMENTS) {
      const text = textOf(file);
      const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)];
      const paths = [...text.matchAll(/`((?:src|pkg|tests|www|xtask|tools|\.cargo)\/[\w./-]*)`/g)];
      assert.ok(links.length + paths.length > 0, file);
      for (const [, path = ""] of [...links, ...paths]) {
        await access(new URL(`../../${path}`, import.meta.url));
      }
    }
  });

  it("README.md names every intended difference from medusa-js", () => {
    const text = plain(textOf("README.md"));
    for (const difference of Object.values(DIFFERENCES)) {
      assert.ok(text.includes(difference), difference);
    }
  });

  it("README.md names every class, guard and method", () => {
    const text = textOf("README.md");
    const names = Object.keys(entry).filter((name) => /^(is)?Medusa/.test(name));
    const { admin } = new entry.Medusa();
    for (const resource of ["auth", "batchJobs", "custom", "uploads"] as const) {
      assert.ok(text.includes(`### \`medusa.admin.${resource}\``), resource);
      const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(admin[resource]));
      names.push(...methods.filter((name) => name !== "constructor"));
    }
    assert.ok(names.length > 30, names.join());
    const missing = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
    assert.deepEqual(missing, []);
  });
});
