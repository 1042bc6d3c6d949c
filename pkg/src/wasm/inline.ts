import { wasm } from "../generated/wasm-inline.ts";

/**
 * The wasm, inflated and ready to compile. It travels inside the JavaScript, deflated and in base64,
 * because that is the one way that works in every bundler and runtime unconfigured. On the wire it is
 * a little less than a file of its own with gzip, and 8 % more with brotli.
 */
export async function wasmModule(): Promise<BufferSource> {
  const deflated = Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0));
  const inflated = new Blob([deflated]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(inflated).arrayBuffer();
}
