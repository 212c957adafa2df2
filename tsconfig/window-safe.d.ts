/**
 * The few globals that Node 16.17, Chrome 108 and everything newer share and that belong to the language's
 * surroundings rather than to a host. Kept to what contract and model really use.
 */
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}
