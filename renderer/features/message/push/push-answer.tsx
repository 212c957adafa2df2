import type { PushAnswer } from '../../../../core/contract/message.ts';
import { Badge, type BadgeState } from '../../../components/badge.tsx';
import { formatElapsed } from '../../../format/format.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import { useText } from '../../../i18n/i18n.ts';

/** Source: CMResult.java. */
const RESULTS: Record<string, { badge: BadgeState; text: TextKey }> = {
  CR_SUCCESS: { badge: 'stored', text: 'message.push.success' },
  CR_LATER: { badge: 'later', text: 'message.push.later' },
  CR_ROLLBACK: { badge: 'later', text: 'message.push.rollback' },
  CR_COMMIT: { badge: 'stored', text: 'message.push.commit' },
  CR_THROW_EXCEPTION: { badge: 'notStored', text: 'message.push.threw' },
  CR_RETURN_NULL: { badge: 'notStored', text: 'message.push.null' },
};
const UNKNOWN = { badge: 'noAnswer', text: 'message.push.unknown' } as const;

/** What the member's listener answered, in words and as it said it; or why there is no answer. */
export function PushAnswerText({ answer }: { answer: PushAnswer }) {
  const t = useText();
  if (answer.kind === 'silent')
    return (
      <div className="push-answer">
        <Badge state="noAnswer" />
        <p>{t(`message.push.silent.${answer.reason}`)}</p>
      </div>
    );
  const { badge, text } = RESULTS[answer.result] ?? UNKNOWN;
  return (
    <div className="push-answer">
      <Badge state={badge}>{answer.result}</Badge>
      <p>{t(text)}</p>
      <p className="hint">
        {t(answer.orderly ? 'message.push.spentOrderly' : 'message.push.spent', {
          time: formatElapsed(answer.spentMs),
        })}
      </p>
      {answer.remark !== '' && <pre className="data push-remark">{answer.remark}</pre>}
    </div>
  );
}
