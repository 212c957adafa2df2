const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = 0x3d;
const INVALID = 64;
const BLANK = 65;
/** By character code, as bodies have megabytes: the value of a character, or what else it is. */
const VALUES = new Uint8Array(128).fill(INVALID);
for (const [value, character] of [...ALPHABET].entries()) VALUES[character.charCodeAt(0)] = value;
for (const blank of ' \t\r\n') VALUES[blank.charCodeAt(0)] = BLANK;

/** Characters joined at a time: a text of megabytes made one by one is slow. */
const PIECE = 8_190;

/** Standard Base64 with padding (RFC 4648 section 4). By hand: this file runs in the window and in the host alike. */
export function encodeBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += PIECE)
    pieces.push(encodePiece(bytes.subarray(start, start + PIECE)));
  return pieces.join('');
}

/** The bytes, or the offset of the first character that cannot stand there. Blanks between characters are let pass. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | { badAt: number } {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let held = 0;
  let padding = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const value = VALUES[code] ?? INVALID;
    if (value === BLANK) continue;
    if (code === PAD) {
      padding++;
      continue;
    }
    if (value === INVALID || padding > 0) return { badAt: at };
    bits = (bits << 6) | value;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[length++] = (bits >> held) & 0xff;
    bits &= (1 << held) - 1;
  }
  // A whole group has four characters: 2 bits left over need one `=`, 4 need two, and 6 are half a byte.
  const complete = held === 0 ? padding === 0 : held !== 6 && bits === 0 && padding === held / 2;
  return complete ? bytes.slice(0, length) : { badAt: text.length };
}

function encodePiece(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1] ?? 0;
    const third = bytes[at + 2] ?? 0;
    const left = bytes.length - at;
    text += ALPHABET.charAt(first >> 2) + ALPHABET.charAt(((first & 3) << 4) | (second >> 4));
    text += left > 1 ? ALPHABET.charAt(((second & 15) << 2) | (third >> 6)) : '=';
    text += left > 2 ? ALPHABET.charAt(third & 63) : '=';
  }
  return text;
}
