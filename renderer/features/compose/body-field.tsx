import { Check, TriangleAlert } from 'lucide-react';
import { useDeferredValue, useId, useMemo } from 'react';
import { utf8Length } from '../../../core/model/outgoing.ts';
import { Button } from '../../components/button.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { formatBytes } from '../../format/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { keyText } from '../../keys/platform.ts';
import type { Draft } from '../../store/drafts.ts';
import { BodyEditor, PLAIN_ABOVE } from './body-editor.tsx';
import { findJsonError, lineAndColumn } from './json/scan.ts';

interface Props {
  text: string;
  format: Draft['bodyFormat'];
  maxBytes: number;
  error: string | undefined;
  onTextChange(text: string): void;
  onFormatChange(format: Draft['bodyFormat']): void;
  /** Puts JSON on indented lines. */
  onFormatJson(): void;
  onBlur(): void;
}

/** The body: its tabs, the editor, and below it what is true of the text now. */
export function BodyField({
  text,
  format,
  maxBytes,
  error,
  onTextChange,
  onFormatChange,
  onFormatJson,
  onBlur,
}: Props) {
  const t = useText();
  const errorId = useId();
  const plain = text.length > PLAIN_ABOVE;
  return (
    <div className="body-field">
      <div className="field-head">
        <span className="field-label">{t('compose.body')}</span>
        <Tabs
          className="body-tabs"
          look="words"
          aria-label={t('compose.bodyFormat')}
          value={format}
          onValueChange={onFormatChange}
          tabs={[
            { value: 'json', label: t('compose.json') },
            { value: 'text', label: t('compose.text') },
          ]}
        />
        {error !== undefined && (
          <span id={errorId} className="field-error">
            {error}
          </span>
        )}
        {format === 'json' && (
          <Button tone="link" className="body-format hint" onClick={onFormatJson}>
            {t('compose.format')} <span aria-hidden="true">{keyText('mod+shift+f')}</span>
          </Button>
        )}
      </div>
      <BodyEditor
        value={text}
        onValueChange={onTextChange}
        onBlur={onBlur}
        colours={format === 'json' && !plain}
        label={t('compose.body')}
        describedBy={error === undefined ? undefined : errorId}
        invalid={error !== undefined}
      />
      <BodyFacts text={text} format={format} maxBytes={maxBytes} plain={plain} />
    </div>
  );
}

/** Reckoned after the keystroke is drawn: a large body is not checked within it. */
function BodyFacts({
  text,
  format,
  maxBytes,
  plain,
}: {
  text: string;
  format: Draft['bodyFormat'];
  maxBytes: number;
  plain: boolean;
}) {
  const t = useText();
  const settled = useDeferredValue(text);
  const bytes = useMemo(() => utf8Length(settled), [settled]);
  const badAt = useMemo(() => (format === 'json' ? findJsonError(settled) : undefined), [settled, format]);
  return (
    <div className="body-facts meta">
      {settled === '' ? (
        <span className="hint">{t('compose.emptyBody')}</span>
      ) : format === 'text' ? (
        <span className="hint">{t('compose.plainText')}</span>
      ) : badAt === undefined ? (
        <span className="valid">
          <Check size={12} aria-hidden="true" />
          {t('compose.validJson')}
        </span>
      ) : (
        <span className="invalid">
          <TriangleAlert size={12} aria-hidden="true" />
          {t('compose.invalidJson', lineAndColumn(settled, badAt))}
        </span>
      )}
      <span className="hint">{t('compose.utf8')}</span>
      <span className={bytes > maxBytes ? 'invalid' : 'hint'}>
        {t('compose.size', { size: formatBytes(bytes), max: formatBytes(maxBytes) })}
      </span>
      {plain && <span className="hint">{t('compose.plainEditor')}</span>}
    </div>
  );
}
