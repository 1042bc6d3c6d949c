// Cloudflare's workerd forbids compiling at run time, and gives a compiled module for this import.
import wasm from "./medusa_batch_jobs.wasm";

/** The wasm, compiled by the platform. */
export const wasmModule = (): Promise<WebAssembly.Module> => Promise.resolve(wasm);
