import type { StoredDetail } from '../../../core/model/message-detail.ts';
import { copyText } from '../../bridge/copy-text.ts';
import { Button } from '../../components/button.tsx';
import { showToast } from '../../components/toast.tsx';
import { formatDateTime, formatNumber } from '../../format/format.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';
import { sysFlagTexts } from './sys-flag.ts';

/** A field by its name in MessageExt.java; `note` puts it in words. */
interface Field {
  name: string;
  value: string;
  note?: string;
}

/** Every field the broker delivered, as it is. */
export function RawTab({ detail }: { detail: StoredDetail }) {
  const t = useText();
  const { row, sysFlag } = detail;
  const fields: Field[] = [
    { name: 'topic', value: detail.storedTopic },
    { name: 'brokerName', value: row.brokerName },
    { name: 'queueId', value: String(row.queueId) },
    { name: 'queueOffset', value: String(row.queueOffset) },
    { name: 'commitLogOffset', value: String(detail.commitLogOffset) },
    { name: 'offsetMsgId', value: detail.offsetMsgId },
    timeField('bornTimestamp', detail.bornTimestamp),
    { name: 'bornHost', value: detail.bornHost },
    timeField('storeTimestamp', detail.storeTimestamp),
    { name: 'storeHost', value: detail.storeHost },
    { name: 'reconsumeTimes', value: String(detail.reconsumeTimes) },
    {
      name: 'sysFlag',
      value: `${sysFlag} (0x${sysFlag.toString(16)})`,
      note:
        sysFlagTexts(sysFlag)
          .map((text) => t(text))
          .join(', ') || t('message.flag.none'),
    },
    { name: 'flag', value: String(detail.flag), note: t('message.flagHelp') },
    { name: 'bodyCRC', value: `0x${(detail.bodyCrc >>> 0).toString(16).padStart(8, '0')}` },
    { name: 'preparedTransactionOffset', value: String(detail.preparedTransactionOffset) },
    {
      name: 'storedBody',
      value: bytesText(detail.storedBodyBytes, t),
      note: t('message.storedSizeHelp'),
    },
    { name: 'body', value: bytesText(detail.body.length, t) },
  ];
  const copyAll = async (): Promise<void> => {
    await copyText(fields.map(({ name, value }) => `${name}: ${value}`).join('\n'));
    showToast(t('message.copied'));
  };
  return (
    <div className="inspector-part">
      <dl className="facts raw-facts">
        {fields.map(({ name, value, note }) => (
          <div key={name}>
            <dt className="data">{name}</dt>
            <dd>
              <span className="data selectable">{value}</span>
              {note !== undefined && <p className="help hint">{note}</p>}
            </dd>
          </div>
        ))}
      </dl>
      <Button tone="link" onClick={() => void copyAll()}>
        {t('message.copyRaw')}
      </Button>
    </div>
  );
}

function timeField(name: string, ms: number): Field {
  return { name, value: String(ms), note: formatDateTime(ms) };
}

function bytesText(bytes: number, t: Translate): string {
  return t('message.bytes', { count: bytes, bytes: formatNumber(bytes) });
}
