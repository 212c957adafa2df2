import type { ProfileView } from '../../../../core/contract/views.ts';
import type { DecisionChoice, MessageRow } from '../../../../core/model/consume.ts';
import { DELAY_LEVELS } from '../../../../core/model/delay.ts';
import { dlqTopic } from '../../../../core/model/names.ts';
import type { ActEntry } from '../../../components/menu.tsx';
import { formatSpan } from '../../../format/format.ts';
import type { Translate } from '../../../i18n/i18n.ts';
import { type Decider, whyNoChoice } from '../decision-rules.ts';

interface Options {
  rows: readonly MessageRow[];
  consumer: Decider;
  levels: ProfileView['delayLevels'] | undefined;
  /** Why nothing can be decided now. */
  disabledReason: string | undefined;
  t: Translate;
  run(choice: DecisionChoice): void;
}

/** Later at each level, and to the dead letters now: where the rows would go, or why they cannot. */
export function levelEntries({
  rows,
  consumer,
  levels = [...DELAY_LEVELS],
  ...options
}: Options): ActEntry[] {
  const { disabledReason, t, run } = options;
  const whyNot = (choice: DecisionChoice): string | undefined => {
    const why = rows.map((row) => whyNoChoice(row, consumer, choice)).find((key) => key !== undefined);
    return disabledReason ?? (why && t(why));
  };
  const entry = (label: string, choice: DecisionChoice): ActEntry => {
    const reason = whyNot(choice);
    return {
      kind: 'item',
      label,
      ...(reason === undefined ? {} : { disabled: true, reason }),
      run: () => run(choice),
    };
  };
  const deadLetter = entry(t('levels.deadLetter', { topic: dlqTopic(consumer.group) }), {
    decision: 'deadLetter',
  });
  const noLevel = whyNot({ decision: 'later', level: 1 });
  if (noLevel !== undefined)
    return [entry(t('levels.none'), { decision: 'later', level: 1 }), { kind: 'separator' }, deadLetter];
  const [first] = rows;
  const attempt =
    first !== undefined && rows.every((row) => row.attempt === first.attempt) ? first.attempt + 1 : undefined;
  const attempts = consumer.retryMaxTimes + 1;
  const atLevel = levels.map(({ level, ms }) => {
    const place = { level, span: formatSpan(ms) };
    const label =
      attempt === undefined
        ? t('levels.level', place)
        : t('levels.levelAttempt', { ...place, attempt, attempts });
    return entry(label, { decision: 'later', level });
  });
  return [...atLevel, { kind: 'separator' }, deadLetter];
}
