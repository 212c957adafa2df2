import { useId, useState } from 'react';
import { encodeBase64 } from '../../../../core/model/base64.ts';
import { BODY_FORMATS, type BodyFormat, isTextFormat } from '../../../../core/model/body-format.ts';
import { openFile } from '../../../bridge/open-file.ts';
import { Button } from '../../../components/button.tsx';
import { Tabs } from '../../../components/tabs.tsx';
import { formatBytes } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { keyText } from '../../../keys/platform.ts';
import { type Draft, draftBody } from '../../../store/drafts.ts';
import { BodyEditor, PLAIN_ABOVE } from './body-editor.tsx';
import { BodyFacts } from './body-facts.tsx';
import { FileBody } from './file-body.tsx';
import { switchFormat } from './switch-format.ts';
import { VariableFacts } from './variable-facts.tsx';

interface Props {
  draft: Draft;
  maxBytes: number;
  error: string | undefined;
  onEdit(patch: Partial<Draft>): void;
  /** Puts JSON or XML on indented lines. */
  onFormat(): void;
  onBlur(): void;
}

const TABS = {
  json: 'compose.json',
  xml: 'compose.xml',
  text: 'compose.text',
  hex: 'compose.hex',
  base64: 'compose.base64',
  file: 'compose.file',
} as const;

/** The body: its format, the editor or the file, and below it what is true of it now. */
export function BodyField({ draft, maxBytes, error, onEdit, onFormat, onBlur }: Props) {
  const t = useText();
  const noteId = useId();
  const [refused, setRefused] = useState<string>();
  const { bodyText, bodyFormat } = draft;
  const plain = bodyText.length > PLAIN_ABOVE;
  const syntax = bodyFormat === 'json' || bodyFormat === 'xml' ? bodyFormat : undefined;
  const note = error ?? refused;
  const described = note === undefined ? undefined : noteId;
  const edit = (patch: Partial<Draft>): void => {
    setRefused(undefined);
    onEdit(patch);
  };
  const choose = async (): Promise<void> => {
    try {
      const file = await openFile({ maxBytes });
      if (file !== undefined)
        edit({ bodyFormat: 'file', bodyText: encodeBase64(file.bytes), fileName: file.name });
    } catch {
      setRefused(t('compose.fileTooLarge', { max: formatBytes(maxBytes) }));
    }
  };
  const change = (to: BodyFormat): void => {
    if (to === bodyFormat) return;
    if (to === 'file') {
      void choose();
      return;
    }
    const switched = switchFormat(draft, to);
    if ('patch' in switched) edit(switched.patch);
    else setRefused(t(switched.refused));
  };
  return (
    <div className="body-field">
      <div className="field-head">
        <span className="field-label">{t('compose.body')}</span>
        <Tabs
          className="body-tabs"
          look="words"
          aria-label={t('compose.bodyFormat')}
          value={bodyFormat}
          onValueChange={change}
          tabs={BODY_FORMATS.map((value) => ({ value, label: t(TABS[value]) }))}
        />
        {note !== undefined && (
          <span id={noteId} className={error === undefined ? 'body-refused fact-warn' : 'field-error'}>
            {note}
          </span>
        )}
        {syntax !== undefined && (
          <Button tone="link" className="body-format hint" onClick={onFormat}>
            {t('compose.format')} <span aria-hidden="true">{keyText('mod+shift+f')}</span>
          </Button>
        )}
      </div>
      {bodyFormat === 'file' ? (
        <FileBody
          name={draft.fileName ?? t('compose.fileUnnamed')}
          bytes={draftBody(draft) ?? new Uint8Array()}
          describedBy={described}
          onChoose={() => void choose()}
        />
      ) : (
        <BodyEditor
          value={bodyText}
          onValueChange={(text) => edit({ bodyText: text })}
          onBlur={onBlur}
          language={plain ? undefined : syntax}
          variables={draft.variables && isTextFormat(bodyFormat) && !plain}
          label={t('compose.body')}
          describedBy={described}
          invalid={error !== undefined}
        />
      )}
      <div className="body-facts meta">
        <BodyFacts draft={draft} maxBytes={maxBytes} plain={plain} />
        <VariableFacts draft={draft} onEdit={onEdit} />
      </div>
    </div>
  );
}
