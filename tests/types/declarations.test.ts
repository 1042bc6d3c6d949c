/** The package's declarations in the projects of its users, as the real compiler sees them. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import ts from "typescript";
import { type Project, problems } from "./compile.ts";

const { Node16, NodeNext, ESNext, CommonJS, Preserve } = ts.ModuleKind;
const { Bundler, Node10 } = ts.ModuleResolutionKind;
const ES2020 = "lib.es2020.d.ts";
const DOM = ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"];

const projects: Record<string, Project> = {
  "ESM in Node (node16), ES2020 without DOM or @types/node": {
    files: ["usage.ts", "errors.ts", "without-platform.ts"],
    options: { module: Node16, lib: [ES2020] },
  },
  "CommonJS in Node (node16), import and import = require": {
    files: ["commonjs.cts"],
    options: { module: Node16, lib: [ES2020] },
  },
  "JavaScript that requires (node16, checkJs)": {
    files: ["commonjs-javascript.cjs"],
    options: { module: Node16, lib: [ES2020], allowJs: true, checkJs: true },
  },
  "classic CommonJS (node10)": {
    files: ["usage.ts", "errors.ts"],
    options: { module: CommonJS, moduleResolution: Node10, lib: [ES2020] },
  },
  "Node's own types (nodenext, @types/node, no DOM)": {
    files: ["usage.ts", "node.ts"],
    options: { module: NodeNext, lib: ["lib.es2022.d.ts"], types: ["node"] },
  },
  "a bundler, with DOM": {
    files: ["usage.ts", "errors.ts", "dom.ts"],
    options: { module: ESNext, moduleResolution: Bundler, lib: DOM },
  },
  "a bundler, with DOM and @types/node, module preserve": {
    files: ["usage.ts", "dom.ts", "node.ts"],
    options: { module: Preserve, lib: DOM, types: ["node"] },
  },
  "every strict flag there is": {
    files: ["usage.ts", "errors.ts", "exact.ts"],
    options: {
      module: NodeNext,
      lib: ["lib.es2022.d.ts"],
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      noImplicitOverride: true,
      isolatedModules: true,
      verbatimModuleSyntax: true,
    },
  },
};

describe(`declarations under TypeScript ${ts.version}`, () => {
  for (const [name, project] of Object.entries(projects)) {
    it(name, () => assert.deepEqual(problems(project), []));
  }

  it("stand alone: one file, without imports, references and any", async () => {
    const directory = new URL("../../pkg/dist/", import.meta.url);
    const text = await readFile(new URL("index.d.ts", directory), "utf8");
    assert.equal(await readFile(new URL("index.d.cts", directory), "utf8"), text);
    const file = ts.createSourceFile("index.d.ts", text, ts.ScriptTarget.ES2020, true);
    assert.deepEqual(file.referencedFiles.concat(file.typeReferenceDirectives), []);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const { kind } = node;
      if (ts.isImportDeclaration(node) || ts.isImportTypeNode(node)) found.push(node.getText());
      if (kind === ts.SyntaxKind.AnyKeyword) found.push(node.parent.getText());
      ts.forEachChild(node, visit);
    };
    visit(file);
    assert.deepEqual(found, []);
  });

  it("explain every type, class and function", async () => {
    const text = await readFile(new URL("../../pkg/dist/index.d.ts", import.meta.url), "utf8");
    const file = ts.createSourceFile("index.d.ts", text, ts.ScriptTarget.ES2020, true);
    const silent = file.statements
      .filter((node) => !ts.isExportDeclaration(node))
      .filter((node) => ts.getJSDocCommentsAndTags(node).length === 0)
      .map((node) => node.getText().split("\n")[0]);
    assert.deepEqual(silent, []);
  });
});
