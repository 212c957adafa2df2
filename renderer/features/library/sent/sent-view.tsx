import { Eraser, FilePen, GitCompare, Repeat2, Save, SlidersHorizontal } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { HistoryFilter } from '../../../../core/contract/history.ts';
import type { SentRecord } from '../../../../core/contract/views.ts';
import { SEND_STATES, type SendState, sendState } from '../../../../core/model/send.ts';
import { call } from '../../../bridge/call.ts';
import { Button, IconButton } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { DataGrid } from '../../../components/grid/data-grid.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { showToast } from '../../../components/toast.tsx';
import { formatNumber, formatTime } from '../../../format/format.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useKeys } from '../../../keys/use-keys.ts';
import { chooseConnection } from '../../../store/begin-at.ts';
import { useHost } from '../../../store/host-store.ts';
import { useActiveProfile } from '../../../store/selectors.ts';
import { useUi } from '../../../store/ui-store.ts';
import { markOrCompare } from '../../diff/diff-store.ts';
import type { RowAction } from '../../message/row-action.ts';
import { RowActionsLayer } from '../../message/row-actions-layer.tsx';
import { useRowActions } from '../../message/use-row-actions.ts';
import { useResend } from '../../resend/resend-store.ts';
import { saveMessage } from '../library-actions.ts';
import { ClearDialog } from './clear-dialog.tsx';
import { STATE_TEXT, sentColumns } from './columns.tsx';
import { LimitsDialog } from './limits-dialog.tsx';
import { targetOf } from './target-of.ts';
import { useSentRows } from './use-sent-rows.ts';

const ANY = 'any';
/** What else can be done stands in the head. */
const ONLY_COPYING: readonly RowAction[] = [];

/** Every send, of this run and the ones before. A connection lists its own; without one, or when asked, all are listed. */
export function SentView() {
  const t = useText();
  const profile = useActiveProfile();
  const profiles = useHost((host) => host.profiles);
  const [text, setText] = useState('');
  const [state, setState] = useState<SendState | typeof ANY>(ANY);
  const [all, setAll] = useState(false);
  const [cursor, setCursor] = useState<number>();
  const [reveals, setReveals] = useState(0);
  const [asking, setAsking] = useState<'clear' | 'limits'>();
  const profileId = all ? undefined : profile?.profileId;
  const filter = useMemo(
    (): HistoryFilter => ({
      text,
      ...(profileId === undefined ? {} : { profileId }),
      ...(state === ANY ? {} : { state }),
    }),
    [text, profileId, state],
  );
  const { page, rows, error, need } = useSentRows(filter);
  const columns = useMemo(
    () => sentColumns(t, profileId === undefined ? (id) => profiles[id]?.name ?? id : undefined),
    [t, profileId, profiles],
  );
  const current = cursor === undefined ? undefined : rows.at(cursor);
  const move = (lines: number): void => {
    setCursor((before) => Math.max(0, Math.min(rows.count - 1, (before ?? -1) + lines)));
    setReveals((before) => before + 1);
  };
  const withCurrent = (run: (record: SentRecord) => void) => () => {
    if (current !== undefined) run(current);
  };
  const open = (record: SentRecord): void => void openSend(record, t('sent.bodyNotKept'));
  const compare = (record: SentRecord): void =>
    markOrCompare({ kind: 'sent', sendId: record.sendId }, titleOf(record));
  const save = (record: SentRecord): void =>
    saveMessage({ kind: 'sent', sendId: record.sendId }, titleOf(record));
  const resend = ({ sendId, profileId: sentOn }: SentRecord): void =>
    useResend.getState().asked({
      profileId: sentOn in profiles ? sentOn : profile?.profileId,
      refs: [{ kind: 'sent', sendId }],
    });
  const whyNot = (): TextKey | undefined => (current === undefined ? 'sent.chooseRow' : undefined);
  useKeys([
    { key: 'j', label: 'consume.key.next', run: () => move(1) },
    { key: 'k', label: 'consume.key.previous', run: () => move(-1) },
    { key: 'arrowdown', label: 'consume.key.next', run: () => move(1) },
    { key: 'arrowup', label: 'consume.key.previous', run: () => move(-1) },
    { key: 'enter', label: 'sent.open', run: withCurrent(open), whyNot },
    { key: 'e', label: 'sent.open', run: withCurrent(open), whyNot },
    { key: 'shift+e', label: 'resend.asIs', run: withCurrent(resend), whyNot },
    { key: 'd', label: 'library.compare', run: withCurrent(compare), whyNot },
    { key: 'mod+s', label: 'library.save', run: withCurrent(save), whyNot },
    { label: 'sent.clear', run: () => setAsking('clear') },
    { label: 'sent.limits', run: () => setAsking('limits') },
  ]);
  const copying = useRowActions({
    profileId: current?.profileId ?? '',
    actions: ONLY_COPYING,
    targets: () => (current === undefined ? [] : [targetOf(current)]),
  });
  const noRow = current === undefined ? t('sent.chooseRow') : undefined;
  return (
    <>
      <header className="view-header">
        <h2 className="library-name">{t('library.sent')}</h2>
        <div className="view-header-end">
          <IconButton icon={Eraser} label={t('sent.clear')} onClick={() => setAsking('clear')} />
          <IconButton icon={SlidersHorizontal} label={t('sent.limits')} onClick={() => setAsking('limits')} />
          <Button icon={Save} shortcut="mod+s" disabledReason={noRow} onClick={withCurrent(save)}>
            {t('library.save')}
          </Button>
          <Button icon={GitCompare} shortcut="d" disabledReason={noRow} onClick={withCurrent(compare)}>
            {t('library.compare')}
          </Button>
          <Button icon={Repeat2} shortcut="shift+e" disabledReason={noRow} onClick={withCurrent(resend)}>
            {t('resend.asIs')}
          </Button>
          <Button
            tone="primary"
            icon={FilePen}
            shortcut="e"
            disabledReason={noRow}
            onClick={withCurrent(open)}
          >
            {t('sent.open')}
          </Button>
        </div>
      </header>
      <div className="sent-bar">
        <TextInput
          type="search"
          aria-label={t('sent.search')}
          placeholder={t('sent.search')}
          value={text}
          onValueChange={setText}
        />
        <select
          className="text-input sent-state"
          aria-label={t('sent.state')}
          value={state}
          onChange={(event) => setState(event.target.value as SendState | typeof ANY)}
        >
          <option value={ANY}>{t('sent.anyState')}</option>
          {SEND_STATES.map((known) => (
            <option key={known} value={known}>
              {t(STATE_TEXT[known])}
            </option>
          ))}
        </select>
        <label className="sent-all help">
          <input
            type="checkbox"
            className="checkbox"
            checked={all || profile === undefined}
            onChange={(event) => setAll(event.target.checked)}
          />
          {t('sent.allConnections')}
        </label>
        {page !== undefined && (
          <span className="hint help sent-count">
            {t('sent.of', { matched: formatNumber(page.matched), total: formatNumber(page.total) })}
          </span>
        )}
      </div>
      {error && <InlineError error={error} />}
      {page?.unwritten && (
        <p className="library-problem" role="alert">
          {t('sent.unwritten', {
            count: page.unwritten.sends,
            sends: formatNumber(page.unwritten.sends),
            code: page.unwritten.code,
          })}
        </p>
      )}
      {page !== undefined && page.matched === 0 ? (
        <EmptyState text={t(page.total === 0 ? 'sent.empty' : 'sent.noMatch')} />
      ) : (
        <DataGrid
          label={t('sent.grid')}
          columns={columns}
          rows={rows}
          keyOf={({ sendId }) => sendId}
          nameOf={(record) =>
            t('sent.rowName', {
              outcome: t(STATE_TEXT[sendState(record.outcome)]),
              keys: record.keys.join(' '),
              topic: record.topic,
              time: formatTime(record.sentAtMs),
            })
          }
          cursor={cursor}
          reveals={reveals}
          onCursor={setCursor}
          onOpen={open}
          onMenu={copying.openMenu}
          onShown={({ first, last }) => need(first, last)}
        />
      )}
      <RowActionsLayer actions={copying} />
      {asking === 'clear' && (
        <ClearDialog profile={all ? undefined : profile} onClose={() => setAsking(undefined)} />
      )}
      {asking === 'limits' && <LimitsDialog onClose={() => setAsking(undefined)} />}
    </>
  );
}

const titleOf = (record: SentRecord): string => record.keys[0] ?? record.topic;

async function openSend(record: SentRecord, bodyNotKept: string): Promise<void> {
  const draft = await call('history.draft', { sendId: record.sendId });
  chooseConnection(record.profileId);
  useUi.getState().draftOpened(draft);
  if (record.bodyKept === false) showToast(bodyNotKept);
}
