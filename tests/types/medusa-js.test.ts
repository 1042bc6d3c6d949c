/** Our declarations beside those of medusa-js, with the server's types they import. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { problems } from "./compile.ts";

const server = fileURLToPath(new URL("../backend/node_modules/@medusajs/medusa", import.meta.url));

it("values typed by medusa-js are accepted where ours are expected, and the other way round", () => {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    paths: { "@medusajs/medusa": [server], "@medusajs/medusa/*": [`${server}/*`] },
    // The server's declarations don't compile by themselves.
    skipLibCheck: true,
  };
  assert.deepEqual(problems({ files: ["medusa-js.ts"], options }), []);
});
