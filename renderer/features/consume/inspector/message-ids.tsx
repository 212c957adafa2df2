import { Copy } from 'lucide-react';
import type { MessageDetail } from '../../../../core/model/consume.ts';
import { RETRY_PREFIX } from '../../../../core/model/names.ts';
import { copyText } from '../../../bridge/copy-text.ts';
import { IconButton } from '../../../components/button.tsx';
import { showToast } from '../../../components/toast.tsx';
import { formatNumber, shortenMiddle } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';

const MAX_ID = 26;

/** The two ids and where the message stands; whole in the tooltip and in the clipboard. */
export function MessageIds({ detail }: { detail: MessageDetail }) {
  const t = useText();
  const { row, offsetMsgId } = detail;
  return (
    <dl className="facts message-ids">
      <div>
        <dt>{t('consume.messageId')}</dt>
        <dd>
          {row.uniqueKey === '' ? (
            <span className="hint">{t('consume.noMessageId')}</span>
          ) : (
            <Id id={row.uniqueKey} copyLabel={t('consume.copyMessageId')} />
          )}
        </dd>
      </div>
      <div>
        <dt>{t('consume.offsetId')}</dt>
        <dd>
          <Id id={offsetMsgId} copyLabel={t('consume.copyOffsetId')} />
        </dd>
      </div>
      <div>
        <dt>{t('consume.col.queue')}</dt>
        <dd className="data truncate" title={detail.storedTopic}>
          {row.brokerName} {row.isRetry && RETRY_PREFIX} q{row.queueId} @{formatNumber(row.queueOffset)}
        </dd>
      </div>
    </dl>
  );
}

function Id({ id, copyLabel }: { id: string; copyLabel: string }) {
  const t = useText();
  return (
    <span className="message-id">
      <span className="data truncate" title={id}>
        {shortenMiddle(id, MAX_ID)}
      </span>
      <IconButton
        icon={Copy}
        size="small"
        label={copyLabel}
        onClick={() => void copyText(id).then(() => showToast(t('consume.copied')))}
      />
    </span>
  );
}
