import type { ProfileView, SentRecord } from '../../../../core/contract/views.ts';
import { call } from '../../../bridge/call.ts';
import { Badge } from '../../../components/badge.tsx';
import { formatTime } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useUi } from '../../../store/ui-store.ts';
import { describeOutcome, outcomeLine } from './outcome.ts';

interface Props {
  records: SentRecord[];
  profile: ProfileView | undefined;
}

/** Sends, newest first; Enter or a click opens one as a new draft. */
export function HistoryList({ records, profile }: Props) {
  return (
    <ul className="sent-list">
      {records.map((record) => (
        <li key={record.sendId}>
          <HistoryItem record={record} profile={profile} />
        </li>
      ))}
    </ul>
  );
}

function HistoryItem({ record, profile }: { record: SentRecord; profile: ProfileView | undefined }) {
  const t = useText();
  const view = describeOutcome(record, profile, t);
  const facts = [record.tag, record.keys.join(' ')].filter((fact) => fact !== '').join(', ');
  return (
    <button
      type="button"
      className="sent-item"
      title={t('compose.openAsDraft')}
      onClick={() => void openAsDraft(record.sendId)}
    >
      <span className="sent-head">
        <Badge state={view.badge}>{view.badgeText}</Badge>
        <span className="data hint">{formatTime(record.sentAtMs)}</span>
      </span>
      <span className="sent-line">{outcomeLine(record, view, t)}</span>
      {facts !== '' && <span className="hint meta truncate">{facts}</span>}
    </button>
  );
}

async function openAsDraft(sendId: number): Promise<void> {
  useUi.getState().draftOpened(await call('history.draft', { sendId }));
}
