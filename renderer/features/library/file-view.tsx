import { FilePen, FolderPen, GitCompare, Repeat2, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FileProblem, LibraryFile } from '../../../core/contract/library.ts';
import type { SendDraft } from '../../../core/contract/views.ts';
import type { ErrorData } from '../../../core/model/error.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { formatBytes } from '../../format/format.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useHost } from '../../store/host-store.ts';
import { useActiveProfile } from '../../store/selectors.ts';
import { markOrCompare } from '../diff/diff-store.ts';
import { useResend } from '../resend/resend-store.ts';
import { openTemplate } from './library-actions.ts';
import { useLibrary } from './library-store.ts';

/** A longer body is shown in a draft's editor, which can carry it. */
const SHOWN_BYTES = 64 * 1024;

/** One file as it is on disk now. */
export function FileView({ path }: { path: string }) {
  const t = useText();
  const revision = useHost((host) => host.libraryRevision);
  const [file, setFile] = useState<LibraryFile>();
  const [error, setError] = useState<ErrorData>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever the library changed
  useEffect(() => {
    let shown = true;
    call('library.read', { path }).then(
      (read) => {
        if (!shown) return;
        setFile(read);
        setError(undefined);
      },
      (caught: unknown) => shown && setError(errorData(caught)),
    );
    return () => {
      shown = false;
    };
  }, [path, revision]);
  const { dialogOpened } = useLibrary.getState();
  const name = path.replace(/\.json$/, '');
  const open = (): void => void openTemplate(path).catch((caught: unknown) => setError(errorData(caught)));
  const compare = (): void => markOrCompare({ kind: 'template', path }, name);
  const profile = useActiveProfile();
  const resend = (): void =>
    useResend.getState().asked({ profileId: profile?.profileId, refs: [{ kind: 'template', path }] });
  const writable = useLibrary((library) => library.view?.writable !== false);
  const readOnly = writable ? undefined : t('library.readOnly');
  const readable = file !== undefined && 'draft' in file;
  const unreadable = file !== undefined && !readable;
  useKeys([
    { key: 'd', label: 'library.compare', run: compare, disabled: unreadable },
    { key: 'e', label: 'library.openDraft', run: open, disabled: unreadable },
    { key: 'shift+e', label: 'resend.asIs', run: resend, disabled: unreadable },
  ]);
  return (
    <>
      <header className="view-header">
        <h2 className="library-name truncate">{name}</h2>
        <div className="view-header-end">
          <IconButton
            icon={Trash2}
            label={t('library.remove')}
            disabledReason={readOnly}
            onClick={() => dialogOpened({ kind: 'remove', path, messages: undefined })}
          />
          <IconButton
            icon={FolderPen}
            label={t('library.rename')}
            disabledReason={readOnly}
            onClick={() => dialogOpened({ kind: 'move', path })}
          />
          {readable && (
            <>
              <Button icon={GitCompare} shortcut="d" onClick={compare}>
                {t('library.compare')}
              </Button>
              <Button icon={Repeat2} shortcut="shift+e" onClick={resend}>
                {t('resend.asIs')}
              </Button>
              <Button tone="primary" icon={FilePen} shortcut="e" onClick={open}>
                {t('library.openDraft')}
              </Button>
            </>
          )}
        </div>
      </header>
      <div className="library-file">
        {error && <InlineError error={error} />}
        {file === undefined ? null : 'draft' in file ? (
          <Template draft={file.draft} />
        ) : (
          <Problem problem={file.problem} text={file.text} />
        )}
      </div>
    </>
  );
}

function Template({ draft }: { draft: SendDraft }) {
  const t = useText();
  const none = t('library.none');
  return (
    <>
      <dl className="library-facts">
        <Fact label={t('library.topic')}>{draft.topic || none}</Fact>
        <Fact label={t('library.tag')}>{draft.tag || none}</Fact>
        <Fact label={t('library.keys')}>{draft.keys.join(' ') || none}</Fact>
        <Fact label={t('library.delayLevel')}>
          {draft.delayLevel === 0 ? none : String(draft.delayLevel)}
        </Fact>
      </dl>
      {draft.properties.length > 0 && (
        <>
          <h3>{t('library.properties')}</h3>
          <dl className="library-facts">
            {draft.properties.map(([name, value]) => (
              <div key={name}>
                <dt className="data">{name}</dt>
                <dd className="data">{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <h3>
        {t('library.body')} <span className="data hint">{formatBytes(draft.body.length)}</span>
      </h3>
      <Body body={draft.body} />
    </>
  );
}

function Fact({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="data">{children}</dd>
    </div>
  );
}

function Body({ body }: { body: Uint8Array }) {
  const t = useText();
  const size = formatBytes(body.length);
  if (body.length > SHOWN_BYTES) return <p className="secondary">{t('library.bodyFolded', { size })}</p>;
  const text = textOf(body);
  if (text === undefined) return <p className="secondary">{t('library.bodyBytes', { size })}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long body is scrolled by keyboard
    <pre className="library-body data" tabIndex={0}>
      {text}
    </pre>
  );
}

/** undefined: no UTF-8. */
function textOf(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** What is wrong, and the text with the line marked: the file is the person's to correct. */
function Problem({ problem, text }: { problem: FileProblem; text: string }) {
  const t = useText();
  const { line } = problem;
  return (
    <>
      <div className="library-problem" role="alert">
        <p>
          {line !== undefined && <strong>{t('library.problemLine', { line })}: </strong>}
          {problemText(problem, t)}
        </p>
        <p className="help secondary">{t('library.problemHelp')}</p>
      </div>
      {text !== '' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long file is scrolled by keyboard
        <pre className="library-body data" tabIndex={0}>
          {text
            .slice(0, SHOWN_BYTES)
            .split('\n')
            .map((part, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text stand where they stand
              <span key={index} className="library-source" data-bad={index + 1 === line || undefined}>
                <span className="library-source-number">{index + 1}</span>
                {part}
                {'\n'}
              </span>
            ))}
        </pre>
      )}
    </>
  );
}

export function problemText({ reason, detail }: FileProblem, t: Translate): string {
  if (reason === 'syntax' && detail === '') return t('library.problem.syntaxEnd');
  return t(`library.problem.${reason}`, {
    detail: reason === 'tooLarge' ? formatBytes(Number(detail)) : detail,
  });
}
