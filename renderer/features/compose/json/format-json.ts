import { findJsonError, scanTokens, type Token } from '../../../../core/model/json/tokens.ts';

const INDENT = '  ';

/**
 * The same JSON on indented lines, or undefined when it is not valid. Only blanks change: numbers keep every digit,
 * names keep their order and repetitions, which JSON.parse would not. `written` is what to write instead of `text`,
 * character by character: variables where `text` has what stands in for them.
 */
export function formatJson(text: string, written = text): string | undefined {
  if (findJsonError(text) !== undefined) return undefined;
  const { tokens } = scanTokens(text);
  let depth = 0;
  return tokens
    .map((found, index) => {
      const token = { ...found, text: written.slice(found.at, found.at + found.text.length) };
      const before = tokens[index - 1];
      const afterOpen = before?.kind === 'open';
      if (token.kind === 'close') {
        depth--;
        return afterOpen ? token.text : newLine(depth) + token.text;
      }
      const lead = afterOpen || before?.kind === 'comma' ? newLine(depth) : '';
      if (token.kind === 'open') depth++;
      return lead + textOf(token);
    })
    .join('');
}

const newLine = (depth: number): string => `\n${INDENT.repeat(depth)}`;
const textOf = ({ kind, text }: Token): string => (kind === 'colon' ? ': ' : text);
