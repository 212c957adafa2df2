import type { StoredDetail } from '../../../core/model/message-detail.ts';
import { DLQ_PREFIX, RETRY_PREFIX } from '../../../core/model/names.ts';
import { formatNumber, shortenMiddle } from '../../format/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { CopyButton } from './copy-button.tsx';

const MAX_ID = 26;

/** The two ids and where the message stands; whole in the tooltip and in the clipboard. */
export function MessageIds({ detail }: { detail: StoredDetail }) {
  const t = useText();
  const { row, offsetMsgId, storedTopic } = detail;
  const prefix = [RETRY_PREFIX, DLQ_PREFIX].find((known) => storedTopic.startsWith(known));
  return (
    <dl className="facts message-ids">
      <div>
        <dt title={t('message.messageIdHelp')}>{t('message.messageId')}</dt>
        <dd>
          {row.uniqueKey === '' ? (
            <span className="hint">{t('message.noMessageId')}</span>
          ) : (
            <Id id={row.uniqueKey} copyLabel={t('message.copyMessageId')} />
          )}
        </dd>
      </div>
      <div>
        <dt title={t('message.offsetIdHelp')}>{t('message.offsetId')}</dt>
        <dd>
          <Id id={offsetMsgId} copyLabel={t('message.copyOffsetId')} />
        </dd>
      </div>
      <div>
        <dt>{t('message.queue')}</dt>
        <dd className="data truncate" title={storedTopic}>
          {row.brokerName} {prefix} q{row.queueId} @{formatNumber(row.queueOffset)}
        </dd>
      </div>
    </dl>
  );
}

function Id({ id, copyLabel }: { id: string; copyLabel: string }) {
  return (
    <span className="message-id">
      <span className="data truncate" title={id}>
        {shortenMiddle(id, MAX_ID)}
      </span>
      <CopyButton text={id} label={copyLabel} />
    </span>
  );
}
