import { createContext, useContext } from 'react';
import type { ProfileView } from '../../../../core/contract/views.ts';
import type { BrokerClockView } from '../../../../core/model/clock.ts';
import type { ConsumerView, DecisionChoice, MessageRow } from '../../../../core/model/consume.ts';

/** The consumer's rules, as far as cells and the inspector tell them. */
export type ConsumerRules = Pick<
  ConsumerView,
  | 'consumerId'
  | 'group'
  | 'listener'
  | 'model'
  | 'holdDefault'
  | 'retryMaxTimes'
  | 'retryMaxTimesSource'
  | 'delayLevelsSource'
>;

/** What cells and the inspector need beside their row. It changes seldom: never with the rows. */
export interface GridContext extends ConsumerRules {
  delayLevels: ProfileView['delayLevels'] | undefined;
  stopped: boolean;
  clock: BrokerClockView | undefined;
  /** Why nothing can be decided now. */
  disabledReason: string | undefined;
  decide(row: MessageRow, choice: DecisionChoice): void;
  /** Takes back a decision whose grace runs. */
  undo(row: MessageRow): void;
  /** The menu of levels for one row. */
  openLevels(at: { x: number; y: number }, row: MessageRow): void;
  toggle(row: MessageRow): void;
  jumpTo(seq: number): void;
}

const Context = createContext<GridContext | undefined>(undefined);

export const GridProvider = Context.Provider;

export function useGrid(): GridContext {
  const context = useContext(Context);
  if (context === undefined) throw new Error('a cell outside of the grid');
  return context;
}
