import './body.css';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { copyText } from '../../../bridge/copy-text.ts';
import { saveFile } from '../../../bridge/save-file.ts';
import { Button } from '../../../components/button.tsx';
import { Menu } from '../../../components/menu.tsx';
import { Tabs } from '../../../components/tabs.tsx';
import { showToast } from '../../../components/toast.tsx';
import { formatBytes, formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { bodyFileName } from './body-file.ts';
import { type BodyReader, READ_HERE_UP_TO } from './body-reader.ts';
import { HexView } from './hex-view.tsx';
import { MAX_LINES } from './line-list.tsx';
import { CHARSETS, type Charset, charsetName } from './model/charsets.ts';
import { hexDump, hexLineCount } from './model/hex.ts';
import { TextView } from './text-view.tsx';
import { TreeView } from './tree-view.tsx';
import { useBodyReader } from './use-body-reader.ts';

type View = 'tree' | 'text' | 'hex';
/** What was chosen last, for the next message; undefined: what fits the body. */
let chosenView: View | undefined;
let chosenCharset: Charset = 'utf-8';

interface Props {
  body: Uint8Array;
  /** For the name of a saved file. */
  name: string;
}

/** The body as a tree, text or hex; folded when it is large. One body for as long as it is mounted: give it a key. */
export function BodyTab({ body: latest, name }: Props) {
  const t = useText();
  // Read again with each new fact of its row, though its bytes are the same.
  const [body] = useState(latest);
  const foldAbove = useHost((host) => host.app?.settings.foldBodyBytes ?? READ_HERE_UP_TO);
  const [open, setOpen] = useState<View | 'fitting' | undefined>(
    body.length <= foldAbove ? 'fitting' : undefined,
  );
  if (body.length === 0) return <p className="inspector-part hint">{t('message.emptyBody')}</p>;
  if (open !== undefined)
    return <OpenBody body={body} name={name} first={open === 'fitting' ? undefined : open} />;
  return (
    <div className="inspector-part">
      <p className="secondary">{t('message.foldedBody', { size: formatBytes(body.length) })}</p>
      <div className="folded-actions">
        <Button size="small" onClick={() => setOpen('fitting')}>
          {t('message.show')}
        </Button>
        <Button size="small" onClick={() => save(body, name)}>
          {t('message.saveFile')}
        </Button>
        <Button size="small" onClick={() => setOpen('hex')}>
          {t('message.openHex')}
        </Button>
      </div>
    </div>
  );
}

function save(body: Uint8Array, name: string): void {
  saveFile(bodyFileName(name, body), [new Uint8Array(body)]);
}

function OpenBody({ body, name, first }: Props & { first: View | undefined }) {
  const t = useText();
  const [charset, setCharset] = useState(chosenCharset);
  const reader = useBodyReader(body, charset);
  const [chosenHere, setChosenHere] = useState(first);
  const facts = reader.facts;
  const fitting: View = facts?.isJson === true ? 'tree' : 'text';
  const notText = facts !== undefined && facts.invalid > 0;
  // Bytes that are no text are hex, whatever was chosen for the messages before.
  const view = chosenHere ?? (notText ? 'hex' : (chosenView ?? fitting));
  const drawn = view === 'tree' && facts?.isJson === false ? 'text' : view;
  const choose = (next: View): void => {
    chosenView = next;
    setChosenHere(next);
  };
  const readAs = (next: Charset): void => {
    chosenCharset = next;
    setCharset(next);
    reader.readAs(next);
  };
  const copy = async (): Promise<void> => {
    const asHex = drawn === 'hex' && body.length <= READ_HERE_UP_TO;
    await copyText(asHex ? hexDump(body) : await reader.text());
    showToast(t('message.copied'));
  };
  return (
    <div className="inspector-part open-body">
      <div className="body-head meta">
        <Tabs
          look="words"
          aria-label={t('message.bodyView')}
          value={drawn}
          onValueChange={choose}
          tabs={[
            { value: 'tree', label: t('message.view.tree') },
            { value: 'text', label: t('message.view.text') },
            { value: 'hex', label: t('message.view.hex') },
          ]}
        />
        <span className="body-facts hint">
          {facts?.isJson === true && <span>JSON</span>}
          <CharsetMenu charset={charset} onChoose={readAs} />
          <span>{formatBytes(body.length)}</span>
        </span>
      </div>
      <BodyNote reader={reader} view={view} drawn={drawn} lines={linesOf(drawn, reader, body)} />
      {drawn === 'hex' ? (
        <HexView body={body} />
      ) : facts === undefined ? (
        <p className="hint body-reading" role="status">
          {t('message.reading')}
        </p>
      ) : drawn === 'tree' ? (
        <TreeView reader={reader} />
      ) : (
        <TextView reader={reader} />
      )}
      <div className="body-foot">
        <Button tone="link" onClick={() => void copy()}>
          {t('message.copyBody')}
        </Button>
        <Button tone="link" onClick={() => save(body, name)}>
          {t('message.saveFile')}
        </Button>
      </div>
    </div>
  );
}

function linesOf(view: View, reader: BodyReader, body: Uint8Array): number {
  if (view === 'hex') return hexLineCount(body);
  return (view === 'tree' ? reader.facts?.treeLines : reader.facts?.textLines) ?? 0;
}

/** What a person must know of the lines below. */
function BodyNote({
  reader,
  view,
  drawn,
  lines,
}: {
  reader: BodyReader;
  view: View;
  drawn: View;
  lines: number;
}) {
  const t = useText();
  const { invalid = 0, jsonError, charset = 'utf-8' } = reader.facts ?? {};
  const notes: string[] = [];
  if (invalid > 0)
    notes.push(
      t(drawn === 'hex' ? 'message.notText' : 'message.badSigns', {
        count: invalid,
        charset: charsetName(charset),
      }),
    );
  if (view === 'tree' && drawn === 'text')
    notes.push(jsonError === undefined ? t('message.noJson') : t('message.invalidJson', jsonError));
  if (lines > MAX_LINES) notes.push(t('message.firstLines', { lines: formatNumber(MAX_LINES) }));
  return notes.map((note) => (
    <p key={note} className="help body-note">
      {note}
    </p>
  ));
}

function CharsetMenu({ charset, onChoose }: { charset: Charset; onChoose(charset: Charset): void }) {
  const t = useText();
  return (
    <Menu
      align="end"
      value={charset}
      onValueChange={(next) => onChoose(next as Charset)}
      entries={CHARSETS.map(({ id, name }) => ({ kind: 'radio', value: id, label: name }))}
      trigger={
        <button
          type="button"
          className="charset-button"
          aria-label={t('message.charset', { charset: charsetName(charset) })}
        >
          {charsetName(charset)}
          <ChevronDown size={11} aria-hidden="true" />
        </button>
      }
    />
  );
}
