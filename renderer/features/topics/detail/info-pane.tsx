import type { ReactNode } from 'react';
import type { TopicBrokerView, TopicInfoView } from '../../../../core/contract/topics.ts';
import { InlineError } from '../../../components/inline-error.tsx';
import { explainError } from '../../../i18n/explain-error.ts';
import { useText } from '../../../i18n/i18n.ts';
import type { Polled } from '../state/use-polled.ts';

/** Where the topic lies and what may be done with it: by the route, which clients go by, and by each broker itself. */
export function InfoPane({ info: { value, error, refresh } }: { info: Polled<TopicInfoView> }) {
  const t = useText();
  return (
    <div className="detail-pane info-pane">
      {error && <InlineError error={error} remedies={{ retry: refresh }} />}
      {value && (
        <dl className="facts">
          <Fact label={t('topics.info.kind')}>{t(`topics.kind.${value.kind}`)}</Fact>
          {value.orderTopicConf !== undefined && (
            <Fact label={t('topics.info.order')}>
              <span className="data">{value.orderTopicConf}</span>
            </Fact>
          )}
        </dl>
      )}
      {value?.brokers.map((broker) => (
        <BrokerFacts key={broker.brokerName} broker={broker} />
      ))}
    </div>
  );
}

function BrokerFacts({ broker }: { broker: TopicBrokerView }) {
  const t = useText();
  const { config, configError } = broker;
  return (
    <section className="broker-facts" aria-label={broker.brokerName}>
      <h2 className="data">{broker.brokerName}</h2>
      <dl className="facts">
        <Fact label={t('topics.info.cluster')}>
          <span className="data">{broker.cluster}</span>
        </Fact>
        {broker.addresses.map(({ brokerId, address }) => (
          <Fact
            key={brokerId}
            label={t(brokerId === 0 ? 'topics.info.master' : 'topics.info.slave', { id: brokerId })}
          >
            <span className="data">{address}</span>
          </Fact>
        ))}
        <Fact label={t('topics.info.access')}>
          {t(`topics.access.${broker.access}`)} <span className="data hint">perm {broker.perm}</span>
        </Fact>
        <Fact label={t('topics.info.queues')}>
          {t('topics.info.readWrite', { read: broker.readQueueNums, write: broker.writeQueueNums })}
        </Fact>
        {config !== undefined && (
          <>
            <Fact label={t('topics.info.ordered')}>{t(config.order ? 'topics.yes' : 'topics.no')}</Fact>
            {Object.entries(config.attributes).map(([name, value]) => (
              <Fact key={name} label={<span className="data">{name}</span>}>
                <span className="data">{value}</span>
              </Fact>
            ))}
          </>
        )}
      </dl>
      {configError !== undefined && (
        <p className="help hint">
          {t('topics.info.noConfig', { reason: explainError(configError, t).headline })}
        </p>
      )}
    </section>
  );
}

function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
