import {
  ArrowRight,
  ArrowRightLeft,
  Check,
  CircleQuestionMark,
  CircleX,
  EyeOff,
  FlaskConical,
  Hand,
  Hourglass,
  type LucideIcon,
  Play,
  RefreshCw,
  Skull,
  Square,
  Timer,
  TriangleAlert,
  Undo2,
} from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { TextKey } from '../i18n/catalogue.ts';
import { useText } from '../i18n/i18n.ts';

/** The closed vocabulary of states: icon, word and colour together, never colour alone. */
const BADGES = {
  held: { tone: 'held', icon: Hand, text: 'state.held' },
  waiting: { tone: 'wait', icon: Hourglass, text: 'state.waiting' },
  acked: { tone: 'ok', icon: Check, text: 'state.acked' },
  later: { tone: 'later', icon: Undo2, text: 'state.later' },
  deadLetter: { tone: 'bad', icon: Skull, text: 'state.deadLetter' },
  movedAway: { tone: 'wait', icon: ArrowRightLeft, text: 'state.movedAway' },
  stored: { tone: 'ok', icon: Check },
  unconfirmed: { tone: 'warn', icon: TriangleAlert },
  oneway: { tone: 'wait', icon: ArrowRight, text: 'state.oneway' },
  noAnswer: { tone: 'warn dashed', icon: CircleQuestionMark, text: 'state.noAnswer' },
  notStored: { tone: 'bad', icon: CircleX, text: 'state.notStored' },
  notSent: { tone: 'bad', icon: CircleX, text: 'state.notSent' },
  delayed: { tone: 'due', icon: Timer, text: 'state.delayed' },
  due: { tone: 'ok', icon: Timer, text: 'state.due' },
  landed: { tone: 'ok', icon: Check, text: 'delayLab.state.landed' },
  late: { tone: 'later', icon: Timer, text: 'delayLab.state.late' },
  overdue: { tone: 'later open', icon: Timer, text: 'delayLab.state.overdue' },
  lostSight: { tone: 'wait', icon: EyeOff, text: 'delayLab.state.lost' },
  demo: { tone: 'due', icon: FlaskConical, text: 'frame.demo' },
  running: { tone: 'ok', icon: Play, text: 'common.running' },
  starting: { tone: 'wait', icon: Hourglass, text: 'common.starting' },
  reconnecting: { tone: 'warn', icon: RefreshCw, text: 'common.reconnecting' },
  stopping: { tone: 'wait', icon: Hourglass, text: 'common.stopping' },
  stopped: { tone: 'wait', icon: Square, text: 'common.stopped' },
} as const satisfies Record<string, { tone: string; icon: LucideIcon; text?: TextKey }>;

export type BadgeState = keyof typeof BADGES;

interface Props {
  state: BadgeState;
  /** Instead of the state's own word: SEND_OK, "Waiting 6.2 s". */
  children?: ReactNode;
}

export const Badge = memo(function Badge({ state, children }: Props) {
  const t = useText();
  const badge = BADGES[state];
  const Icon = badge.icon;
  return (
    <span className={`badge ${badge.tone}`} data-state={state}>
      <Icon size={11} strokeWidth={2.25} aria-hidden="true" />
      {children ?? ('text' in badge ? t(badge.text) : state)}
    </span>
  );
});
