import { Check, TriangleAlert } from 'lucide-react';
import { useDeferredValue, useMemo } from 'react';
import { isTextFormat } from '../../../../core/model/body-format.ts';
import { bytesOfBody } from '../../../../core/model/body-text.ts';
import { lineAndColumn } from '../../../../core/model/line-and-column.ts';
import { utf8Text } from '../../../../core/model/utf8.ts';
import { formatBytes } from '../../../format/format.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import type { Draft } from '../../../store/drafts.ts';
import { findSyntaxError } from './syntax.ts';

interface Props {
  draft: Draft;
  maxBytes: number;
  plain: boolean;
}

/** What is true of the body now. Reckoned after the keystroke is drawn: a large one is not checked within it. */
export function BodyFacts({ draft, maxBytes, plain }: Props) {
  const t = useText();
  const { bodyText, bodyFormat, variables } = draft;
  const settled = useDeferredValue(bodyText);
  const facts = useMemo(() => factsOf(settled, bodyFormat, variables), [settled, bodyFormat, variables]);
  return (
    <>
      <Validity facts={facts} />
      {facts.bytes !== undefined && (
        <>
          <span className="hint">{t(facts.isText ? 'compose.utf8' : 'compose.notUtf8')}</span>
          <span className={facts.bytes > maxBytes ? 'invalid' : 'hint'}>
            {t('compose.size', { size: formatBytes(facts.bytes), max: formatBytes(maxBytes) })}
          </span>
        </>
      )}
      {plain && <span className="hint">{t('compose.plainEditor')}</span>}
    </>
  );
}

interface Facts {
  /** undefined: what was typed stands for none. */
  bytes: number | undefined;
  isText: boolean;
  /** A word for what it is; `at` where it goes wrong. */
  word: TextKey;
  tone: 'valid' | 'invalid' | 'hint';
  at?: { line: number; column: number };
}

const VALID = { json: 'compose.validJson', xml: 'compose.validXml' } as const;
const INVALID = {
  json: 'compose.invalidJson',
  xml: 'compose.invalidXml',
  hex: 'compose.invalidHex',
  base64: 'compose.invalidBase64',
} as const;
const PLAIN = {
  text: 'compose.plainText',
  hex: 'compose.hex',
  base64: 'compose.base64',
  file: 'compose.fileBytes',
} as const;

function factsOf(text: string, format: Draft['bodyFormat'], variables: boolean): Facts {
  const bytes = bytesOfBody(format, text);
  if (!(bytes instanceof Uint8Array)) {
    const word = format === 'hex' || format === 'base64' ? INVALID[format] : 'compose.fileBytes';
    return { bytes: undefined, isText: false, word, tone: 'invalid', at: lineAndColumn(text, bytes.badAt) };
  }
  const known = { bytes: bytes.length, isText: isTextFormat(format) || utf8Text(bytes) !== undefined };
  if (bytes.length === 0) return { ...known, word: 'compose.emptyBody', tone: 'hint' };
  if (format !== 'json' && format !== 'xml') return { ...known, word: PLAIN[format], tone: 'hint' };
  const badAt = findSyntaxError(format, text, variables);
  if (badAt === undefined) return { ...known, word: VALID[format], tone: 'valid' };
  return { ...known, word: INVALID[format], tone: 'invalid', at: lineAndColumn(text, badAt) };
}

function Validity({ facts: { word, tone, at } }: { facts: Facts }) {
  const t = useText();
  if (tone === 'hint') return <span className="hint">{t(word)}</span>;
  const Icon = tone === 'valid' ? Check : TriangleAlert;
  return (
    <span className={tone}>
      <Icon size={12} aria-hidden="true" />
      {wordText(word, at, t)}
    </span>
  );
}

const wordText = (word: TextKey, at: Facts['at'], t: Translate): string =>
  at === undefined ? t(word) : t(word, at);
