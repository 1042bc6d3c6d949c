/*
 * Bundles dist/ from src/: `cargo xtask build` runs it when the wasm is in src/generated.
 *
 * One entry, three ways to get at the module. Where code may compile wasm, it is inside the
 * JavaScript; Cloudflare's workerd and Vercel's edge refuse that and import the file instead.
 */
import { type BuildOptions, build, type Plugin } from "esbuild";

const shared: BuildOptions = {
  entryPoints: ["src/index.ts"],
  bundle: true,
  minify: true,
  legalComments: "none",
  platform: "neutral",
  target: "es2022",
  external: ["node:*", "*.wasm", "*.wasm?module"],
  logLevel: "warning",
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

await Promise.all([
  build({ ...shared, format: "esm", outfile: "dist/index.js" }),
  build({ ...shared, format: "cjs", outfile: "dist/index.cjs" }),
  build({
    ...shared,
    format: "esm",
    outfile: "dist/index.workerd.js",
    plugins: [loadingBy("workerd")],
  }),
  build({
    ...shared,
    format: "esm",
    outfile: "dist/index.edge-light.js",
    plugins: [loadingBy("edge-light")],
  }),
]);
