/** `key=value` lines as pairs; undefined when the text is anything else. Blank lines are skipped, both sides trimmed. */
export function parsePropertyLines(text: string): [name: string, value: string][] | undefined {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const pairs = lines.map((line): [string, string] | undefined => {
    const at = line.indexOf('=');
    return at <= 0 ? undefined : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
  return pairs.length > 0 && pairs.every((pair) => pair !== undefined) ? pairs : undefined;
}
