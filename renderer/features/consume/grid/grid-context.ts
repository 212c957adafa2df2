import { createContext, useContext } from 'react';
import type { BrokerClockView } from '../../../../core/model/clock.ts';
import type { ConsumerView, Decision, MessageRow } from '../../../../core/model/consume.ts';

/** What cells need beside their row. It changes seldom: never with the rows. */
export interface GridContext {
  group: string;
  holdDefault: ConsumerView['holdDefault'];
  retryMaxTimes: number;
  stopped: boolean;
  clock: BrokerClockView | undefined;
  /** Why nothing can be decided now. */
  disabledReason: string | undefined;
  decide(row: MessageRow, decision: Decision): void;
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
