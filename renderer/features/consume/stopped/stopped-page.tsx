import { SANDBOX_PROFILE_ID } from '../../../../core/contract/profiles.ts';
import type { KeptConsumer } from '../../../../core/contract/window-state.ts';
import { call } from '../../../bridge/call.ts';
import { Badge } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { useAttempt } from '../../../components/use-attempt.ts';
import { useText } from '../../../i18n/i18n.ts';
import { consumeFrom } from '../../../store/begin-at.ts';
import { useHost } from '../../../store/host-store.ts';
import { EMPTY_CONSUMER_FORM, useUi } from '../../../store/ui-store.ts';
import { connectionName } from '../../home/connections/connection-name.ts';

/** A consumer of the run before: it is stopped, and starts only when somebody says so, where it was. */
export function StoppedPage({ tabId, consumer }: { tabId: string; consumer: KeptConsumer }) {
  const t = useText();
  const { profileId = '', group, subscriptions } = consumer;
  const saved = useHost((host) => host.app?.saved);
  const isOpen = useHost((host) => profileId in host.profiles);
  const { busy, error, attempt } = useAttempt();
  const name = connectionName(profileId, saved, t);
  const where = name === undefined ? 'stopped.noConnection' : isOpen ? 'stopped.on' : 'stopped.onClosed';
  const again = (): void =>
    void attempt(async () => {
      if (name !== undefined && !isOpen) await openConnection(profileId);
      openForm(tabId, consumer);
    });
  return (
    <div className="consume">
      <header className="view-header">
        <h1>{group}</h1>
        <Badge state="stopped" />
        <span className="hint truncate">
          {subscriptions.map(({ topic, tagPattern }) => `${topic} ${tagPattern}`).join(', ')}
        </span>
      </header>
      <EmptyState
        text={
          <>
            {t('stopped.text')}
            <br />
            {t(where, { name: name ?? '' })}
          </>
        }
        action={
          <>
            <Button tone="primary" aria-busy={busy} onClick={again}>
              {t('stopped.again')}
            </Button>
            {error !== undefined && <InlineError error={error} remedies={{ retry: again }} />}
          </>
        }
      />
    </div>
  );
}

/** Throws what the host says. */
async function openConnection(profileId: string): Promise<void> {
  const opened =
    profileId === SANDBOX_PROFILE_ID ? call('sandbox.start', {}) : call('profile.open', { profileId });
  useHost.getState().profileReceived(await opened);
}

/** The form for a new consumer, filled in as this one was. */
function openForm(tabId: string, { profileId, subscriptions, ...consumer }: KeptConsumer): void {
  const [first, ...others] = subscriptions;
  consumeFrom(profileId, {
    ...EMPTY_CONSUMER_FORM,
    ...consumer,
    topic: first?.topic,
    tagPattern: first?.tagPattern ?? '*',
    moreTopics: others.map((subscription, at) => ({ id: at + 1, ...subscription })),
  });
  useUi.getState().tabClosed(tabId);
}
