import type { OrderLane, OrderRunView } from '../../../../core/contract/order-lab.ts';
import { isFold, type LaneBead, type LaneFold } from '../../../../core/model/order/fold-lane.ts';
import { formatNumber } from '../../../format/format.ts';
import type { Translate } from '../../../i18n/i18n.ts';
import { beadText, counted } from '../verdict/verdict-text.ts';

/** Inversions that a lane names; the rest is counted. */
const NAMED = 3;

export function laneTitle(
  { queue }: Pick<OrderLane, 'queue'>,
  { queues }: OrderRunView,
  t: Translate,
): string {
  const place = queues[queue];
  if (place === undefined) return t('orderLab.lane', { queue });
  const alone = queues.every(({ brokerName }) => brokerName === place.brokerName);
  return alone
    ? t('orderLab.lane', { queue: place.queueId })
    : t('orderLab.laneOn', { queue: place.queueId, broker: place.brokerName });
}

/** What is wrong in a lane, beside its title: the first few by name. '' = nothing. */
export function laneTrouble(lane: OrderLane, t: Translate): string {
  const named = [
    ...lane.stored.flatMap((item) => (isFold(item) ? [] : storedTrouble(item, t))),
    ...lane.handled.flatMap((item) =>
      isFold(item) || item.after === undefined
        ? []
        : [t('orderLab.finishedAfter', { message: beadText(item), after: afterText(item) })],
    ),
  ];
  if (named.length === 0) return '';
  const away = lane.stored.filter((item) => !isFold(item) && item.away === true).length;
  const more = lane.storedInversions + lane.handledInversions + away - Math.min(NAMED, named.length);
  const rest = more > 0 ? [t('orderLab.more', counted(more))] : [];
  return [...named.slice(0, NAMED), ...rest].join(', ');
}

/** What a bead says of itself in its tooltip. */
export function beadTitle(bead: LaneBead, line: 'stored' | 'handled', t: Translate): string {
  const message = beadText(bead);
  if (bead.duplicate) return t('orderLab.duplicateBead', { message });
  if (bead.after !== undefined)
    return t(line === 'stored' ? 'orderLab.storedAfter' : 'orderLab.finishedAfter', {
      message,
      after: afterText(bead),
    });
  return bead.away ? t('orderLab.awayFrom', { message }) : message;
}

export function foldText({ folded, troubled }: LaneFold, t: Translate): string {
  const count = formatNumber(folded);
  return troubled === 0
    ? t('orderLab.fold', { count })
    : t('orderLab.foldTroubled', { count, troubled: formatNumber(troubled) });
}

function storedTrouble(bead: LaneBead, t: Translate): string[] {
  const message = beadText(bead);
  return [
    ...(bead.away ? [t('orderLab.awayFrom', { message })] : []),
    ...(bead.after === undefined ? [] : [t('orderLab.storedAfter', { message, after: afterText(bead) })]),
  ];
}

const afterText = ({ key, after = 0 }: LaneBead): string => beadText({ key, seq: after });
