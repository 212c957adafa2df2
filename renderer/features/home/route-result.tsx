import { Check, type LucideIcon, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { BrokerStatus, NameServerSourceView, TopicSummary } from '../../../core/contract/views.ts';
import type { ErrorData } from '../../../core/model/error.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';
import { Button } from '../../components/button.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import type { TextKey } from '../../i18n/catalogue.ts';
import { fieldErrorText } from '../../i18n/explain-error.ts';
import { useText } from '../../i18n/i18n.ts';
import { useHost } from '../../store/host-store.ts';
import { useUi } from '../../store/ui-store.ts';

const BROKER_STATE = {
  open: 'home.brokerOpen',
  connecting: 'home.brokerConnecting',
  closed: 'home.brokerClosed',
  unused: 'home.brokerUnused',
} as const satisfies Record<BrokerStatus['state'], TextKey>;

/** What the name server said: its clusters, its brokers and whether they can be dialled, its topics. */
export function RouteResult({ profileId }: { profileId: string }) {
  const t = useText();
  const profile = useHost((host) => host.profiles[profileId]);
  const { topics, error } = useTopics(profileId);
  const { draftOpened, pageOpened } = useUi.getState();
  if (profile === undefined) return null;
  const shown = topics?.filter((topic) => topic.kind === 'normal').map(({ topic }) => topic);
  return (
    <section className="home-result" aria-labelledby="home-result">
      <h2 id="home-result">{t('home.routeTitle')}</h2>
      <ul>
        <Line ok name={t('home.routeNameServer')}>
          {t('home.answers', { address: profile.nameServers.join(';') })}
        </Line>
        {profile.nameServerState.source === 'domain' && <DomainLine state={profile.nameServerState} />}
        <Line ok={profile.clusters.length > 0} name={t('home.routeClusters')}>
          {profile.clusters.join(', ') || t('home.noCluster')}
        </Line>
        {profile.brokers.map((broker) => (
          <Line
            key={`${broker.brokerName} ${broker.address}`}
            ok={broker.state !== 'closed'}
            name={t('home.routeBrokers')}
          >
            {broker.brokerName} <span className="data">{broker.address}</span>,{' '}
            {t(BROKER_STATE[broker.state])}
          </Line>
        ))}
        <Line ok={error === undefined} name={t('home.routeTopics')}>
          {error !== undefined
            ? fieldErrorText(error, t)
            : shown === undefined
              ? t('home.listing')
              : topicsText(shown, t('home.topicCount', { count: shown.length }))}
        </Line>
      </ul>
      <div className="home-actions">
        <Button size="small" onClick={() => draftOpened()}>
          {t('home.compose')}
        </Button>
        <Button size="small" onClick={() => pageOpened('consume')}>
          {t('home.consume')}
        </Button>
      </div>
      {profile.lastError && <InlineError error={profile.lastError} />}
    </section>
  );
}

/** Where the name servers' addresses come from, and why the last look-up failed if it did. */
function DomainLine({ state: { domain = '', lastError } }: { state: NameServerSourceView }) {
  const t = useText();
  return (
    <Line ok={lastError === undefined} name={t('home.routeSource')}>
      <span className="data">{domain}</span>
      {lastError && `, ${fieldErrorText(lastError, t)}`}
    </Line>
  );
}

function Line({ ok, name, children }: { ok: boolean; name: string; children: ReactNode }) {
  const Icon: LucideIcon = ok ? Check : TriangleAlert;
  return (
    <li>
      <Icon size={14} aria-hidden="true" className={ok ? 'ok' : 'warn'} />
      <span>{name}</span>
      <span className="secondary">{children}</span>
    </li>
  );
}

/** The count and the first names. */
function topicsText(topics: string[], count: string): string {
  const first = topics.slice(0, 4).join(', ');
  return first === '' ? count : `${count}: ${first}${topics.length > 4 ? ', …' : ''}`;
}

function useTopics(profileId: string): { topics?: TopicSummary[]; error?: ErrorData } {
  const [state, setState] = useState<{ topics?: TopicSummary[]; error?: ErrorData }>({});
  useEffect(() => {
    let current = true;
    setState({});
    call('topic.list', { profileId }).then(
      (topics) => current && setState({ topics }),
      (error) => current && setState({ error: errorData(error) }),
    );
    return () => {
      current = false;
    };
  }, [profileId]);
  return state;
}
