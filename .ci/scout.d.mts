/** Base64 of the WebAssembly module of src/detect/scout/scout.wat. */
export function assemble(): Promise<string>;
