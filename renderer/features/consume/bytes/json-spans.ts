import { scanTokens } from '../../compose/json/scan.ts';

export interface JsonSpan {
  text: string;
  /** undefined: signs and blanks, drawn plain. */
  kind: 'key' | 'str' | 'num' | undefined;
  at: number;
}

/** Valid JSON text cut into pieces of one colour each; the pieces joined are the text. */
export function jsonSpans(text: string): JsonSpan[] {
  const { tokens } = scanTokens(text);
  const spans: JsonSpan[] = [];
  let at = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'value') continue;
    if (token.at > at) spans.push({ text: text.slice(at, token.at), kind: undefined, at });
    const isKey = tokens[index + 1]?.kind === 'colon';
    const kind = isKey ? 'key' : token.text.startsWith('"') ? 'str' : 'num';
    spans.push({ text: token.text, kind, at: token.at });
    at = token.at + token.text.length;
  }
  if (at < text.length) spans.push({ text: text.slice(at), kind: undefined, at });
  return spans;
}
