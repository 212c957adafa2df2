import type { LabState } from '../../../../core/model/delay-lab/state.ts';
import { Badge, type BadgeState } from '../../../components/badge.tsx';
import { useText } from '../../../i18n/i18n.ts';

const BADGES: Record<LabState, BadgeState> = {
  sending: 'waiting',
  failed: 'notStored',
  noAnswer: 'noAnswer',
  waiting: 'delayed',
  overdue: 'overdue',
  lost: 'lostSight',
  late: 'late',
  landed: 'landed',
};

export function StateBadge({ state }: { state: LabState }) {
  const t = useText();
  return <Badge state={BADGES[state]}>{t(`delayLab.state.${state}`)}</Badge>;
}
