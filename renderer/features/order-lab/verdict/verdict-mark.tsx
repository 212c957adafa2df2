import { ArrowRightLeft, Check, Hourglass, type LucideIcon, Shuffle, Split } from 'lucide-react';
import type { OrderVerdict, VerdictKind } from '../../../../core/model/order/judge.ts';
import { useText } from '../../../i18n/i18n.ts';
import { verdictText } from './verdict-text.ts';

const ICONS: Record<VerdictKind, LucideIcon> = {
  inOrder: Check,
  inversions: Shuffle,
  spread: Split,
  moved: ArrowRightLeft,
  incomplete: Hourglass,
};

/** The verdict of one key: icon, word and colour together. */
export function VerdictMark({ verdict }: { verdict: OrderVerdict }) {
  const t = useText();
  const Icon = ICONS[verdict.kind];
  const text = verdictText(verdict, t);
  return (
    <span className="verdict-mark" data-kind={verdict.kind} title={text}>
      <Icon size={12} aria-hidden="true" />
      <span className="truncate">{text}</span>
    </span>
  );
}
