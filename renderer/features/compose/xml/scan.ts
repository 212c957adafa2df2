/** One piece of an XML text; together they are the whole of it. */
export interface XmlToken {
  kind: 'open' | 'empty' | 'close' | 'text' | 'other';
  /** Of an element. */
  name: string;
  text: string;
  at: number;
}

const NAME = '[A-Za-z_:\\u0080-\\uffff][\\w:.\\-\\u0080-\\uffff]*';
const VALUE = `(?:"[^"<]*"|'[^'<]*')`;
const OPEN = new RegExp(`<(${NAME})((?:\\s+${NAME}\\s*=\\s*${VALUE})*)\\s*(/?)>`, 'y');
const CLOSE = new RegExp(`</(${NAME})\\s*>`, 'y');
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(${VALUE})`, 'g');
/** Comments, character data, instructions, the document type. */
const OTHER = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?\s*>/y;
const COMMENT_START = '<!--';
const COMMENT_END = '-->';
const TEXT = /[^<]+/y;
const ENTITY = new RegExp(`&(?:#\\d+|#x[0-9a-fA-F]+|${NAME});`, 'y');

/** The pieces, and where the first thing stands that is none (undefined: all are pieces). */
export function scanXml(source: string): { tokens: XmlToken[]; badAt: number | undefined } {
  const tokens: XmlToken[] = [];
  for (let at = 0; at < source.length; ) {
    const token = tokenAt(source, at);
    if (token === undefined) return { tokens, badAt: at };
    tokens.push(token);
    at += token.text.length;
  }
  return { tokens, badAt: undefined };
}

/** Where XML text stops being well-formed, as an offset; undefined when it is. Namespaces are not looked at. */
export function findXmlError(source: string): number | undefined {
  const { tokens, badAt } = scanXml(source);
  const open: string[] = [];
  let roots = 0;
  for (const token of tokens) {
    const { kind, name, text, at } = token;
    const outside = open.length === 0;
    if (kind === 'text' && outside && text.replace(/^\ufeff/, '').trim() !== '') return at;
    if (text.startsWith('<![CDATA[') && outside) return at;
    const wrong = kind === 'text' || kind === 'open' || kind === 'empty' ? innerError(token) : undefined;
    if (wrong !== undefined) return at + wrong;
    if ((kind === 'open' || kind === 'empty') && outside && ++roots > 1) return at;
    if (kind === 'open') open.push(name);
    if (kind === 'close' && open.pop() !== name) return at;
  }
  if (badAt !== undefined) return badAt;
  return open.length > 0 || roots === 0 ? source.length : undefined;
}

function tokenAt(source: string, at: number): XmlToken | undefined {
  const open = matchAt(OPEN, source, at);
  if (open !== undefined)
    return { kind: open[3] === '/' ? 'empty' : 'open', name: open[1] ?? '', text: open[0], at };
  const close = matchAt(CLOSE, source, at);
  if (close !== undefined) return { kind: 'close', name: close[1] ?? '', text: close[0], at };
  const text = matchAt(TEXT, source, at);
  if (text !== undefined) return { kind: 'text', name: '', text: text[0], at };
  const other = matchAt(OTHER, source, at);
  if (other === undefined || hasDashes(other[0])) return undefined;
  return { kind: 'other', name: '', text: other[0], at };
}

/** Two dashes inside a comment would end it for older readers: XML forbids them. */
function hasDashes(text: string): boolean {
  if (!text.startsWith(COMMENT_START)) return false;
  return text.slice(COMMENT_START.length, -COMMENT_END.length).includes('--');
}

/** An `&` that begins no entity, or an attribute that is there twice; an offset in the token. */
function innerError({ kind, text }: XmlToken): number | undefined {
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    if (matchAt(ENTITY, text, at) === undefined) return at;
  }
  if (kind === 'text') return undefined;
  const seen = new Set<string>();
  for (const { 1: name = '', index } of text.matchAll(ATTRIBUTE)) {
    if (seen.has(name)) return index;
    seen.add(name);
  }
  return undefined;
}

/** What a sticky pattern matches right there. */
function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
