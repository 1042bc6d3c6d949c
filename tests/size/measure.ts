/*
 * What a browser loads for a page that lists batch jobs: with this package and with medusa-js, the
 * page built by Vite and its script bundled by esbuild. Fails above the bound.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";

/**
 * Bytes of gzip for the page built by Vite, six sevenths of what medusa-js takes. Two thirds were enough for
 * the calls alone; the rest is for what medusa-js does not do: to look on the server for what a lost answer
 * leaves open, to renew a sign-in once for all calls, hooks and a logger, limits to the size of an answer.
 */
const BOUND = 28_000;

type Client = "medusa-batch-jobs" | "medusa-js";

interface Size {
  raw: number;
  gzip: number;
  brotli: number;
}

async function builtByVite(client: Client): Promise<string> {
  const result = await vite({
    root: join(import.meta.dirname, "pages", client),
    configFile: false,
    logLevel: "error",
    build: { write: false, target: "es2022" },
  });
  if (!("output" in result)) throw new Error("Vite built something else than one page");
  return result.output.map((file) => (file.type === "chunk" ? file.code : "")).join("");
}

async function bundledByEsbuild(client: Client): Promise<string> {
  const { outputFiles } = await esbuild({
    entryPoints: [join(import.meta.dirname, "pages", client, "main.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    logLevel: "error",
  });
  return outputFiles.map((file) => file.text).join("");
}

function sizeOf(content: string | Uint8Array): Size {
  const bytes = Buffer.from(content);
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  };
}

/** The module inside a script, as base64. */
const MODULE = /[A-Za-z0-9+/]{4096,}={0,2}/;

/** A script's own part, and what the module adds to it. */
function split(script: string): [scriptOnly: Size, module: Size] {
  const whole = sizeOf(script);
  const rest = sizeOf(script.replace(MODULE, ""));
  return [
    rest,
    { raw: whole.raw - rest.raw, gzip: whole.gzip - rest.gzip, brotli: whole.brotli - rest.brotli },
  ];
}

function row(title: string, size: Size): void {
  const columns = [size.raw, size.gzip, size.brotli].map((bytes) =>
    bytes.toLocaleString("en").padStart(10),
  );
  console.log(title.padEnd(40) + columns.join(""));
}

const ours = await builtByVite("medusa-batch-jobs");
if (!MODULE.test(ours)) throw new Error("the page does not contain the wasm module");
const [scriptOnly, module] = split(ours);

console.log(`${"bytes".padEnd(40)}       raw      gzip    brotli`);
row("Vite page, medusa-batch-jobs", sizeOf(ours));
row("    entry and glue", scriptOnly);
row("    wasm, as text", module);
row("Vite page, medusa-js", sizeOf(await builtByVite("medusa-js")));
row("esbuild bundle, medusa-batch-jobs", sizeOf(await bundledByEsbuild("medusa-batch-jobs")));
row("esbuild bundle, medusa-js", sizeOf(await bundledByEsbuild("medusa-js")));
const file = await readFile(
  join(import.meta.dirname, "node_modules/medusa-batch-jobs/dist/medusa_batch_jobs.wasm"),
);
row("the .wasm file (workerd, edge-light)", sizeOf(file));

const { gzip } = sizeOf(ours);
const verdict = gzip <= BOUND ? "within" : "ABOVE";
console.log(
  `\n${gzip.toLocaleString("en")} bytes of gzip: ${verdict} the bound of ${BOUND.toLocaleString("en")}.`,
);
if (gzip > BOUND) process.exitCode = 1;
