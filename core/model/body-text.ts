import { decodeBase64, encodeBase64 } from './base64.ts';
import { type BodyFormat, isTextFormat } from './body-format.ts';
import { utf8Text } from './utf8.ts';

const encoder = new TextEncoder();
/** Bytes a line of hex. */
const HEX_LINE = 16;
const HEX_PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const NOT_HEX = 0xff;
const HEX_VALUES = new Uint8Array(128).fill(NOT_HEX);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  HEX_VALUES[digit.charCodeAt(0)] = value;
  HEX_VALUES[digit.toUpperCase().charCodeAt(0)] = value;
}

/** The bytes that the text of an editor stands for, or the offset of what stands for none. A file's text is its Base64. */
export function bytesOfBody(format: BodyFormat, text: string): Uint8Array<ArrayBuffer> | { badAt: number } {
  if (format === 'hex') return decodeHex(text);
  return isTextFormat(format) ? encoder.encode(text) : decodeBase64(text);
}

/** The text that stands for the bytes; undefined when this format cannot say them. */
export function textOfBody(format: BodyFormat, bytes: Uint8Array): string | undefined {
  if (format === 'hex') return encodeHex(bytes);
  return isTextFormat(format) ? utf8Text(bytes) : encodeBase64(bytes);
}

/** `7b 22 61`, sixteen bytes a line. */
function encodeHex(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += HEX_LINE)
    lines.push(Array.from(bytes.subarray(at, at + HEX_LINE), (byte) => HEX_PAIRS[byte]).join(' '));
  return lines.join('\n');
}

/** Digits in pairs; blanks between pairs, and colons as in fingerprints, are let pass. */
function decodeHex(text: string): Uint8Array<ArrayBuffer> | { badAt: number } {
  const bytes = new Uint8Array(text.length >> 1);
  let length = 0;
  let at = 0;
  while (at < text.length) {
    if (' \t\r\n:'.includes(text.charAt(at))) {
      at++;
      continue;
    }
    const high = HEX_VALUES[text.charCodeAt(at)] ?? NOT_HEX;
    if (high === NOT_HEX) return { badAt: at };
    const low = HEX_VALUES[text.charCodeAt(at + 1)] ?? NOT_HEX;
    if (low === NOT_HEX) return { badAt: Math.min(at + 1, text.length) };
    bytes[length++] = (high << 4) | low;
    at += 2;
  }
  return bytes.slice(0, length);
}
