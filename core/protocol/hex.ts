const BYTES = Array.from({ length: 256 }, (_, byte) => hexNumber(byte, 2));

/** Upper-case, as every id on the wire. By table: ids are made for each message. */
export function hexByte(byte: number): string {
  return BYTES[byte & 0xff] ?? '';
}

export function hexBytes(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at++) text += hexByte(bytes[at] ?? 0);
  return text;
}

/** At least `digits` long, zeros in front. */
export function hexNumber(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
