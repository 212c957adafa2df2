export const BYTES_A_LINE = 8;

/** One line of a hex dump. */
export interface HexLine {
  /** Of its first byte, eight hex digits. */
  offset: string;
  /** `7b 22 70`: padded to the width of a whole line. */
  hex: string;
  /** Printable ASCII, else a point. */
  ascii: string;
}

export const hexLineCount = (bytes: Uint8Array): number => Math.ceil(bytes.length / BYTES_A_LINE);

export function hexLine(bytes: Uint8Array, index: number): HexLine {
  const at = index * BYTES_A_LINE;
  const part = Array.from(bytes.subarray(at, at + BYTES_A_LINE));
  return {
    offset: at.toString(16).padStart(8, '0'),
    hex: part
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(' ')
      .padEnd(BYTES_A_LINE * 3 - 1),
    ascii: part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
  };
}

/** `00000000  7b 22 70 61 79 6d 65 6e  {"paymen`, one line each. */
export function hexDump(bytes: Uint8Array): string {
  return Array.from({ length: hexLineCount(bytes) }, (_, index) => {
    const { offset, hex, ascii } = hexLine(bytes, index);
    return `${offset}  ${hex}  ${ascii}`;
  }).join('\n');
}
