import { useMemo, useState } from 'react';
import { copyText } from '../../../bridge/copy-text.ts';
import { Button } from '../../../components/button.tsx';
import { Tabs } from '../../../components/tabs.tsx';
import { showToast } from '../../../components/toast.tsx';
import { formatBytes } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { formatJson } from '../../compose/json/format-json.ts';
import { findJsonError, lineAndColumn } from '../../compose/json/scan.ts';
import { hexLines } from '../bytes/hex.ts';
import { jsonSpans } from '../bytes/json-spans.ts';
import { invalidUtf8Bytes } from '../bytes/utf8.ts';

/** Larger bodies are read and drawn only when asked for. */
const FOLD_ABOVE_BYTES = 64 * 1024;
/** Characters drawn at once; more on request. */
const DRAWN_AT_ONCE = 256 * 1024;
/** Above it JSON is drawn without colours. */
const COLOURED_UP_TO = 32 * 1024;
/** Hex takes about four characters a byte. */
const HEX_SHARE = 4;

type View = 'text' | 'json' | 'hex';
/** The view chosen last, for the next message; undefined: what fits the body. */
let chosenView: View | undefined;

/** The body as text, formatted JSON or hex; folded when it is large. */
export function BodyTab({ body }: { body: Uint8Array }) {
  const t = useText();
  const [open, setOpen] = useState(body.length <= FOLD_ABOVE_BYTES);
  if (body.length === 0) return <p className="inspector-part hint">{t('consume.emptyBody')}</p>;
  if (open) return <OpenBody body={body} />;
  return (
    <div className="inspector-part">
      <p className="secondary">{t('consume.foldedBody', { size: formatBytes(body.length) })}</p>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('consume.show')}
      </Button>
    </div>
  );
}

function OpenBody({ body }: { body: Uint8Array }) {
  const t = useText();
  const invalid = useMemo(() => invalidUtf8Bytes(body), [body]);
  const text = useMemo(() => (invalid === 0 ? new TextDecoder().decode(body) : ''), [body, invalid]);
  const json = useMemo(() => (invalid === 0 ? formatJson(text) : undefined), [text, invalid]);
  const fitting: View = invalid > 0 ? 'hex' : json === undefined ? 'text' : 'json';
  const [view, setView] = useState<View>(chosenView ?? fitting);
  const [drawn, setDrawn] = useState(DRAWN_AT_ONCE);
  // Bytes that are no text are hex, whatever was chosen before.
  const actual = invalid > 0 ? 'hex' : view;
  const choose = (next: View): void => {
    chosenView = next;
    setView(next);
  };
  const shown =
    actual === 'hex'
      ? hexLines(body.subarray(0, drawn / HEX_SHARE))
      : ((actual === 'json' ? json : undefined) ?? text).slice(0, drawn);
  const whole =
    actual === 'hex' ? body.length * HEX_SHARE : (actual === 'json' ? (json ?? text) : text).length;
  const left = whole - drawn;
  const badAt = actual === 'json' && json === undefined ? findJsonError(text) : undefined;
  return (
    <div className="inspector-part">
      {invalid > 0 ? (
        <p className="help body-note">{t('consume.notText', { count: invalid })}</p>
      ) : (
        <Tabs
          look="words"
          aria-label={t('consume.bodyView')}
          value={actual}
          onValueChange={choose}
          tabs={[
            { value: 'json', label: t('consume.view.json') },
            { value: 'text', label: t('consume.view.text') },
            { value: 'hex', label: t('consume.view.hex') },
          ]}
        />
      )}
      {badAt !== undefined && (
        <p className="help body-note">{t('consume.invalidJson', lineAndColumn(text, badAt))}</p>
      )}
      {actual === 'json' && json !== undefined && json.length <= COLOURED_UP_TO ? (
        <ColouredJson text={json} />
      ) : (
        <pre className="body-text data" data-view={actual}>
          {shown}
        </pre>
      )}
      {left > 0 && (
        <Button size="small" onClick={() => setDrawn(drawn + DRAWN_AT_ONCE)}>
          {t('consume.showMore', { size: formatBytes(actual === 'hex' ? left / HEX_SHARE : left) })}
        </Button>
      )}
      <p className="body-foot meta hint">
        <span>{t(invalid > 0 ? 'consume.binary' : 'consume.utf8')}</span>
        <span>{formatBytes(body.length)}</span>
        <Button
          tone="link"
          onClick={() =>
            void copyText(invalid > 0 ? hexLines(body) : text).then(() => showToast(t('consume.copied')))
          }
        >
          {t('consume.copyBody')}
        </Button>
      </p>
    </div>
  );
}

function ColouredJson({ text }: { text: string }) {
  const spans = useMemo(() => jsonSpans(text), [text]);
  return (
    <pre className="body-text data" data-view="json">
      {spans.map(({ text: part, kind, at }) => (
        <span key={at} className={kind && `json-${kind}`}>
          {part}
        </span>
      ))}
    </pre>
  );
}
