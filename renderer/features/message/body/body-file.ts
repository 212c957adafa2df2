const MAX_NAME = 80;
const JSON_START = /^\s*[{[]/;

/** A file name for a body: what the message is called, in letters every system takes. */
export function bodyFileName(name: string, body: Uint8Array): string {
  const safe = name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[.-]+|[.-]+$/g, '');
  const start = new TextDecoder().decode(body.subarray(0, 64));
  return `${safe.slice(0, MAX_NAME) || 'message'}.${JSON_START.test(start) ? 'json' : 'bin'}`;
}
