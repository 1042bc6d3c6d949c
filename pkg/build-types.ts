/*
 * Rolls the declarations up into dist/: index.d.ts for `import`, and the same text as index.d.cts for
 * `require`. `cargo xtask build` runs it, as `npm run build:types`, when wasm-bindgen has been.
 */
import { writeFile } from "node:fs/promises";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";

const bundle = await rollup({
  input: "src/index.ts",
  // Without what is marked @internal, which would bring the declarations of the wasm along.
  plugins: [dts({ compilerOptions: { stripInternal: true } })],
});
const { output } = await bundle.generate({ format: "es" });

// `#private` stands for private members and ties a class to its declaration: the client of
// index.d.ts would be none of index.d.cts, and no stand-in in a test would be one of either.
const declarations = output[0].code.replaceAll(/^ *#private;\n/gm, "");
if (/^import |\bimport\(|#private/m.test(declarations)) {
  throw new Error("dist/index.d.ts is to stand alone, but imports something.");
}
await writeFile("dist/index.d.ts", declarations);
await writeFile("dist/index.d.cts", declarations);
