import { type JsonNode, JsonTextError, readJson } from '../../model/json/json-tree.ts';

/** A body as far as it can be read. */
export interface Body {
  kind: 'json' | 'text' | 'bytes';
  /** Bytes that are no UTF-8 stand as U+FFFD. */
  text: string;
  json?: JsonNode;
}

export function readBody(bytes: Uint8Array): Body {
  const text = utf8(bytes);
  if (text === undefined) return { kind: 'bytes', text: new TextDecoder('utf-8').decode(bytes) };
  try {
    return { kind: 'json', text, json: readJson(text) };
  } catch (error) {
    if (error instanceof JsonTextError) return { kind: 'text', text };
    throw error;
  }
}

/** undefined: these bytes are no UTF-8. A byte order mark is kept: it is part of the body. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
