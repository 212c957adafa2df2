import { memo } from 'react';
import type { CallEntry, DeliveryEntry, TranscriptEntry } from '../../../../core/contract/operations.ts';
import { CConsumeStatus } from '../../../../core/model/documented-status.ts';
import { call } from '../../../bridge/call.ts';
import { Badge } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { formatTime } from '../../../format/format.ts';
import { fieldErrorText } from '../../../i18n/explain-error.ts';
import { useText } from '../../../i18n/i18n.ts';
import { argumentsText, valueText } from './words.ts';

/** One entry on one line; drawn again only when it is another. */
export const TranscriptLine = memo(function TranscriptLine(props: { entry: TranscriptEntry; topPx: number }) {
  const { entry, topPx } = props;
  return (
    <li className="transcript-line" style={{ transform: `translateY(${topPx}px)` }}>
      <span className="data hint">{formatTime(entry.atMs)}</span>
      {entry.kind === 'call' ? <CallLine entry={entry} /> : <DeliveryLine entry={entry} />}
    </li>
  );
});

function CallLine({ entry }: { entry: CallEntry }) {
  const t = useText();
  const { name, ended } = entry;
  const text = `${name}(${argumentsText(entry)})`;
  return (
    <>
      <span className="data truncate" title={text}>
        {text}
      </span>
      {ended === undefined && <span className="hint">{t('operations.underWay')}</span>}
      {ended?.ok === true && (
        <span className="data transcript-value truncate" title={valueText(entry)}>
          {valueText(entry)}
        </span>
      )}
      {ended?.ok === false && (
        <span className="transcript-error truncate" title={fieldErrorText(ended.error, t)}>
          {ended.error.code}: {fieldErrorText(ended.error, t)}
        </span>
      )}
    </>
  );
}

function DeliveryLine({ entry: { delivery, consumer, held, status } }: { entry: DeliveryEntry }) {
  const t = useText();
  return (
    <>
      <span className="truncate">{t('operations.delivered', { delivery, consumer })}</span>
      {held ? (
        <span className="transcript-answer">
          <Badge state="held" />
          {Object.values(CConsumeStatus).map((answer) => (
            <Button
              key={answer}
              size="small"
              tone={answer === CConsumeStatus.E_CONSUME_SUCCESS ? 'ack' : 'later'}
              aria-label={t('operations.returnFor', { status: answer, delivery })}
              // Its end is told by the host, in this very line.
              onClick={() =>
                void call('documented.answer', { delivery, status: answer }).catch(() => undefined)
              }
            >
              {t('operations.return', { status: answer })}
            </Button>
          ))}
        </span>
      ) : (
        <span className="hint">
          {status === undefined ? t('operations.notAnswered') : t('operations.returned', { status })}
        </span>
      )}
    </>
  );
}
