import type { ProfileView } from '../../../core/contract/views.ts';
import type { ErrorData } from '../../../core/model/error.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { Draft } from '../../store/drafts.ts';
import { useHost } from '../../store/host-store.ts';
import { CodePanel } from './code/code-panel.tsx';
import { HistoryList } from './result/history-list.tsx';
import { ResultPanel } from './result/result-panel.tsx';
import { RunPanel } from './result/run-panel.tsx';

/** Sends shown under the result; History has them all. */
const EARLIER = 6;
/** Drawn in History here; the Library's history has all, by range. */
const LISTED = 100;

export type Side = 'result' | 'history' | 'code';

interface Props {
  draft: Draft;
  profile: ProfileView | undefined;
  side: Side;
  /** Of the last send, where it stands at no field. */
  error: ErrorData | undefined;
  sending: boolean;
  onSideChange(side: Side): void;
}

/** What became of the draft, what was sent before, and the draft as code. */
export function ComposeSide({ draft, profile, side, error, sending, onSideChange }: Props) {
  const t = useText();
  const sent = useHost((host) => host.sent);
  const run = useHost((host) => (draft.runId === undefined ? undefined : host.runs[draft.runId]));
  const ofProfile = sent.filter((record) => record.profileId === profile?.profileId);
  const result = sent.find((record) => record.sendId === draft.resultSendId);
  const earlier = ofProfile.filter((record) => record !== result || run !== undefined).slice(0, EARLIER);
  return (
    <aside className="compose-side" aria-label={t('compose.side')}>
      <Tabs
        aria-label={t('compose.side')}
        value={side}
        onValueChange={onSideChange}
        tabs={[
          { value: 'result', label: t('compose.result') },
          { value: 'history', label: t('compose.history'), count: ofProfile.length },
          { value: 'code', label: t('compose.code') },
        ]}
      >
        {side === 'code' && <CodePanel draft={draft} profile={profile} />}
        {side === 'history' &&
          (ofProfile.length === 0 ? (
            <EmptyState text={t('compose.noHistory')} />
          ) : (
            <HistoryList records={ofProfile.slice(0, LISTED)} profile={profile} />
          ))}
        {side === 'result' && (
          <>
            {run !== undefined && error === undefined && !sending ? (
              <RunPanel run={run} />
            ) : (
              <ResultPanel record={result} error={error} sending={sending} />
            )}
            {earlier.length > 0 && (
              <>
                <h3 className="sent-title">{t('compose.earlier')}</h3>
                <HistoryList records={earlier} profile={profile} />
              </>
            )}
          </>
        )}
      </Tabs>
    </aside>
  );
}
