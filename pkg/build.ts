/*
 * Bundles dist/ from src/: `cargo xtask build` runs it when the wasm is in src/generated.
 *
 * One entry, three ways to get at the module. Where code may compile wasm, it is inside the
 * JavaScript; Cloudflare's workerd and Vercel's edge refuse that and import the file instead.
 */
import { type BuildOptions, build, type Plugin } from "esbuild";

/**
 * The glue imports the crate's own JavaScript from copies that wasm-bindgen makes, without what
 * those import in turn; here they are where they are written.
 */
const crateSources: Plugin = {
  name: "crate-sources",
  setup({ onResolve, resolve }) {
    const copy = /^\.\/snippets\/medusa-batch-jobs-[0-9a-f]+\//;
    onResolve({ filter: copy }, ({ path, resolveDir, kind }) =>
      resolve(path.replace(copy, "../../../../"), { resolveDir, kind }),
    );
  },
};

function loadingBy(loader: "workerd" | "edge-light"): Plugin {
  return {
    name: loader,
    setup({ onResolve, resolve }) {
      onResolve({ filter: /\/wasm\/inline\.ts$/ }, ({ path, resolveDir, kind }) =>
        resolve(path.replace("inline", loader), { resolveDir, kind }),
      );
    },
  };
}

const shared = {
  entryPoints: ["src/index.ts"],
  bundle: true,
  minify: true,
  legalComments: "none",
  platform: "neutral",
  target: "es2022",
  external: ["node:*", "*.wasm", "*.wasm?module"],
  logLevel: "warning",
  plugins: [crateSources],
  // The glue's classes never leave the package: nobody disposes of them by `using`, and what they
  // call each other's parts is free to change.
  define: { "Symbol.dispose": "undefined" },
  mangleProps: /^__(wbg_ptr|wrap|destroy_into_raw)$/,
} satisfies BuildOptions;

// First in the file: between two halves of the script it would be longer than gzip's window, and
// what the second half repeats of the first would cost a page a kilobyte more.
const inject = ["src/generated/wasm-inline.ts"];
await build({ ...shared, inject, format: "esm", outfile: "dist/index.js" });
await build({ ...shared, inject, format: "cjs", outfile: "dist/index.cjs" });
for (const runtime of ["workerd", "edge-light"] as const) {
  await build({
    ...shared,
    format: "esm",
    outfile: `dist/index.${runtime}.js`,
    plugins: [crateSources, loadingBy(runtime)],
  });
}
