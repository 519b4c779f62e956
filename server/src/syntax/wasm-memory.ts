/**
 * Access to the parser runtime's memory. `Parser.init` fills the options object it is given with the emscripten module, whose typed
 * arrays are replaced whenever the memory grows, so they are read from that object at each use and never kept.
 */
import { Parser } from "web-tree-sitter";

export interface WasmMemory {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU16: Uint16Array;
  readonly HEAPU32: Uint32Array;
}

// web-tree-sitter itself keeps one module per process, so this mirrors its lifetime.
let module: object | undefined;

/** Starts the parser runtime from the bytes of `web-tree-sitter.wasm`. Starting it again does nothing new. */
export async function startRuntime(wasmBinary: Uint8Array): Promise<void> {
  const options = { wasmBinary };
  await Parser.init(options);
  // Only the options of the first start become the module; later ones stay bare.
  if ("HEAPU32" in options) module = options;
}

/** The memory as it is now; undefined when this runtime does not show it. Valid until the next call into the parser. */
export function wasmMemory(): WasmMemory | undefined {
  const memory = module as Partial<WasmMemory> | undefined;
  return memory?.HEAPU8 && memory.HEAPU16 && memory.HEAPU32 ? (memory as WasmMemory) : undefined;
}
