/**
 * The memories of every wasm instance that is started after this module is loaded. The package does not
 * show its own, so that whoever instantiates is asked for it.
 */
const memories: WebAssembly.Memory[] = [];

const instantiate = WebAssembly.instantiate as (
  source: BufferSource | WebAssembly.Module,
  imports?: WebAssembly.Imports,
) => Promise<WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource>;

WebAssembly.instantiate = (async (
  source: BufferSource | WebAssembly.Module,
  imports?: WebAssembly.Imports,
) => {
  const started = await instantiate(source, imports);
  const { exports } = "instance" in started ? started.instance : started;
  // undici, Node's own fetch, parses HTTP with a wasm of its own.
  if ("llhttp_init" in exports) return started;
  for (const exported of Object.values(exports)) {
    if (exported instanceof WebAssembly.Memory) memories.push(exported);
  }
  return started;
}) as typeof WebAssembly.instantiate;

/** In bytes, of each instance in the order of their start. */
export function wasmMemories(): number[] {
  return memories.map(({ buffer }) => buffer.byteLength);
}
