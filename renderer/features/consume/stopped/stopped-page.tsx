import type { KeptConsumer } from '../../../../core/contract/window-state.ts';
import { Badge } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { EMPTY_CONSUMER_FORM, useUi } from '../../../store/ui-store.ts';

/** A consumer of the run before: it is stopped, and starts only when somebody says so. */
export function StoppedPage({ tabId, consumer }: { tabId: string; consumer: KeptConsumer }) {
  const t = useText();
  const topics = consumer.subscriptions.map(({ topic, tagPattern }) => `${topic} ${tagPattern}`).join(', ');
  return (
    <div className="consume">
      <header className="view-header">
        <h1>{consumer.group}</h1>
        <Badge state="stopped" />
        <span className="hint truncate">{topics}</span>
      </header>
      <EmptyState
        text={t('stopped.text')}
        action={
          <Button tone="primary" onClick={() => openForm(tabId, consumer)}>
            {t('stopped.again')}
          </Button>
        }
      />
    </div>
  );
}

/** The form for a new consumer, filled in as this one was. */
function openForm(tabId: string, { subscriptions, ...consumer }: KeptConsumer): void {
  const { consumerFormEdited, pageOpened, tabClosed } = useUi.getState();
  const [first, ...others] = subscriptions;
  consumerFormEdited({
    ...EMPTY_CONSUMER_FORM,
    ...consumer,
    topic: first?.topic,
    tagPattern: first?.tagPattern ?? '*',
    moreTopics: others.map((subscription, at) => ({ id: at + 1, ...subscription })),
  });
  pageOpened('consume');
  tabClosed(tabId);
}
