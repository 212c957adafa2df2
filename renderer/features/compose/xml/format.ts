import { findXmlError, scanXml, type XmlToken } from './scan.ts';

const INDENT = '  ';

/**
 * The same XML with each element on a line of its own, or undefined when it is not well-formed. An element with text in
 * it stays as it is written: there blanks mean something.
 */
export function formatXml(source: string): string | undefined {
  if (findXmlError(source) !== undefined) return undefined;
  const { tokens } = scanXml(source);
  const lines: string[] = [];
  let depth = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined || (token.kind === 'text' && isBlank(token))) continue;
    if (token.kind === 'close') depth--;
    const end = token.kind === 'open' ? endOfWritten(tokens, at) : at;
    const text = tokens.slice(at, end + 1).map((one) => one.text);
    lines.push(INDENT.repeat(depth) + text.join('').trim());
    if (token.kind === 'open' && end === at) depth++;
    at = end;
  }
  return lines.join('\n');
}

/** Where an element ends that stays as written: it has text, or nothing at all in it. The opening tag itself otherwise. */
function endOfWritten(tokens: readonly XmlToken[], start: number): number {
  let depth = 0;
  let mixed = false;
  for (let at = start; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.kind === 'open') depth++;
    if (token.kind === 'close') depth--;
    if (depth === 1 && (token.text.startsWith('<![CDATA[') || (token.kind === 'text' && !isBlank(token))))
      mixed = true;
    if (depth === 0) return mixed || at === start + 1 ? at : start;
  }
  return start;
}

const isBlank = ({ text }: XmlToken): boolean => text.trim() === '' || text === '\ufeff';
