import { memo } from 'react';

/** A name, a string, or a number or word, in a line of indented JSON. */
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*|true|false|null)/g;

interface Props {
  text: string;
  cut: boolean;
  /** The text is JSON. */
  coloured: boolean;
}

/** One line; coloured like the editor's when it is JSON. */
export const DiffText = memo(function DiffText({ text, cut, coloured }: Props) {
  return (
    <span className="diff-text">
      {coloured ? pieces(text) : text}
      {cut && <span className="hint">…</span>}
    </span>
  );
});

function pieces(text: string) {
  const found: React.ReactNode[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, string, colon, number] = match;
    if (match.index > at) found.push(text.slice(at, match.index));
    const kind = number !== undefined ? 'num' : colon === undefined ? 'str' : 'key';
    found.push(
      <span key={match.index} className={`code-${kind}`}>
        {string ?? number}
      </span>,
    );
    if (colon !== undefined) found.push(colon);
    at = match.index + whole.length;
  }
  found.push(text.slice(at));
  return found;
}
