import type { MessageDetail } from '../../../../core/model/consume.ts';
import { formatBytes, formatDateTime, formatNumber } from '../../../format/format.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import { useText } from '../../../i18n/i18n.ts';

/** Every field the broker delivered, unexplained. */
export function RawTab({ detail }: { detail: MessageDetail }) {
  const t = useText();
  const { row } = detail;
  const facts: [TextKey, string][] = [
    ['consume.raw.storedTopic', detail.storedTopic],
    ['consume.raw.broker', row.brokerName],
    ['consume.raw.queue', String(row.queueId)],
    ['consume.raw.queueOffset', formatNumber(row.queueOffset)],
    ['consume.raw.commitLogOffset', formatNumber(detail.commitLogOffset)],
    ['consume.raw.born', formatDateTime(detail.bornTimestamp)],
    ['consume.raw.bornHost', detail.bornHost],
    ['consume.raw.stored', formatDateTime(detail.storeTimestamp)],
    ['consume.raw.storeHost', detail.storeHost],
    ['consume.raw.received', formatDateTime(row.receivedAtMs)],
    ['consume.raw.reconsumeTimes', String(detail.reconsumeTimes)],
    ['consume.raw.sysFlag', `0x${detail.sysFlag.toString(16)}`],
    ['consume.raw.bodySize', formatBytes(detail.body.length)],
    ['consume.raw.storedSize', formatBytes(detail.storedBodyBytes)],
  ];
  return (
    <dl className="facts inspector-part">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{t(label)}</dt>
          <dd className="data">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
