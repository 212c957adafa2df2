import type { OrderRunView } from '../../../../core/contract/order-lab.ts';
import type { OrderCause } from '../../../../core/model/order/cause.ts';
import type { OrderVerdict } from '../../../../core/model/order/judge.ts';
import { keyLetter, keyName, type OrderMessage } from '../../../../core/model/order/scenario.ts';
import { formatNumber } from '../../../format/format.ts';
import type { Translate } from '../../../i18n/i18n.ts';

/** A bead's label: the key's letter and the sequence. */
export const beadText = ({ key, seq }: OrderMessage): string => `${keyLetter(key)}${seq}`;

/** What texts that count are given: the number that chooses the form, and how it is written. */
export const counted = (count: number) => ({ count, shown: formatNumber(count) });

/** Of one key. */
export function verdictText(verdict: OrderVerdict, t: Translate): string {
  const { kind, got, expected, inversions, queues, moved } = verdict;
  switch (kind) {
    case 'inOrder':
      return t('orderLab.verdict.inOrder');
    case 'inversions':
      return t('orderLab.verdict.inversions', counted(inversions));
    case 'spread':
      return t('orderLab.verdict.spread', { queues });
    case 'moved':
      return t('orderLab.verdict.moved', { seq: moved?.seq ?? 0 });
    case 'incomplete':
      return t('orderLab.verdict.incomplete', { got: formatNumber(got), expected: formatNumber(expected) });
  }
}

/** Of a whole run: says in how many, and of which key. */
export function wholeVerdictText(verdict: OrderVerdict, t: Translate): string {
  const { kind, expected, inversions, moved } = verdict;
  if (kind === 'inversions')
    return t('orderLab.verdict.inversionsIn', { ...counted(inversions), expected: formatNumber(expected) });
  if (kind === 'moved' && moved !== undefined)
    return t('orderLab.verdict.movedKey', { seq: moved.seq, name: keyName(moved.key) });
  return verdictText(verdict, t);
}

/** What else is true beside the first thing said. */
export function besideVerdict({ kind, inversions, duplicates }: OrderVerdict, t: Translate): string[] {
  return [
    ...(kind !== 'inversions' && inversions > 0 ? [t('orderLab.alsoInversions', counted(inversions))] : []),
    ...(duplicates > 0 ? [t('orderLab.duplicates', counted(duplicates))] : []),
  ];
}

/** What broke the order first, without what would help. */
export function causeText({ kind, message, after, count = 0 }: OrderCause, t: Translate): string {
  return t(`orderLab.cause.${kind}`, {
    ...counted(count),
    message: message === undefined ? '' : beadText(message),
    after: after === undefined ? '' : beadText(after),
  });
}

/** How far a run is, or how it ended. */
export function stateText(run: OrderRunView, elapsed: string, t: Translate): string {
  const sent = Object.values(run.sends).reduce((sum, count) => sum + count, 0);
  return t(`orderLab.state.${run.state}`, {
    sent: formatNumber(sent),
    messages: formatNumber(run.messages),
    handled: formatNumber(run.handled),
    stored: formatNumber(run.stored),
    time: elapsed,
  });
}
