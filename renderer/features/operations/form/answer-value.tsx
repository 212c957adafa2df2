import type { SendResultData } from '../../../../core/contract/documented.ts';
import type { ResultKind } from '../../../../core/contract/operations.ts';
import { CSendStatus, CStatus } from '../../../../core/model/documented-status.ts';
import { Badge } from '../../../components/badge.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { nameOfStatus } from '../status-name.ts';

/** A value by what it is: a status by its documented name, a send result in full. */
export function AnswerValue({ gives, value }: { gives: ResultKind; value: unknown }) {
  const t = useText();
  switch (gives) {
    case 'status':
      return (
        <div className="answer-line">
          <Badge state={value === CStatus.OK ? 'stored' : 'notStored'}>{nameOfStatus(CStatus, value)}</Badge>
          <span className="data">{String(value)}</span>
        </div>
      );
    case 'handle':
      return (
        <div className="answer-line">
          <span>{t('operations.handle')}</span>
          <span className="data answer-number">{String(value)}</span>
        </div>
      );
    case 'sendResult':
      return <SendResultValue result={value as SendResultData} />;
    case 'text':
      return value === '' ? (
        <p className="help hint">{t('operations.emptyText')}</p>
      ) : (
        <pre className="data answer-text">{String(value)}</pre>
      );
  }
}

/** All four statuses mean stored; the last three are not confirmed. */
function SendResultValue({ result }: { result: SendResultData }) {
  const confirmed = result.sendStatus === CSendStatus.E_SEND_OK;
  return (
    <dl className="answer-facts">
      <dt className="data">sendStatus</dt>
      <dd>
        <Badge state={confirmed ? 'stored' : 'unconfirmed'}>
          {nameOfStatus(CSendStatus, result.sendStatus)}
        </Badge>
      </dd>
      <dt className="data">offset</dt>
      <dd className="data">{result.offset}</dd>
      <dt className="data">GetMsgId()</dt>
      <dd className="data">{result.msgId}</dd>
    </dl>
  );
}
