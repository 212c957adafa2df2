import { create } from 'zustand';
import type { OrderRunView } from '../../../core/contract/order-lab.ts';
import type { ErrorData } from '../../../core/model/error.ts';
import type { OrderScenario } from '../../../core/model/order/scenario.ts';
import { useUi } from '../../store/ui-store.ts';

export type OrderSide = 'keys' | 'messages' | 'compare';

interface OrderLabState {
  /** The second line of settings is shown; undefined: where there is room for it. */
  more: boolean | undefined;
  /** What the host last said, by runId. */
  runs: Record<number, OrderRunView>;
  /** The run that is drawn; undefined: the newest of the connection. */
  shownRunId: number | undefined;
  comparedRunId: number | undefined;
  side: OrderSide;
  /** The key whose messages are listed. */
  key: number;
  /** Why the last one could not be started. */
  error: ErrorData | undefined;

  scenarioEdited(patch: Partial<OrderScenario>): void;
  moreToggled(shownNow: boolean): void;
  runsRead(runs: readonly OrderRunView[]): void;
  runReceived(run: OrderRunView): void;
  /** One was started from here. */
  started(run: OrderRunView): void;
  failed(error: ErrorData): void;
  runShown(runId: number): void;
  compared(runId: number | undefined): void;
  sideChosen(side: OrderSide): void;
  keyChosen(key: number): void;
}

/** What the page keeps while other pages are open. */
export const useOrderLab = create<OrderLabState>()((set, get) => ({
  more: undefined,
  runs: {},
  shownRunId: undefined,
  comparedRunId: undefined,
  side: 'keys',
  key: 0,
  error: undefined,

  scenarioEdited(patch) {
    const { orderForm, orderFormEdited } = useUi.getState();
    orderFormEdited({ scenario: { ...orderForm.scenario, ...patch } });
    set({ error: undefined });
  },
  moreToggled: (shownNow) => set({ more: !shownNow }),
  runsRead: (runs) => set({ runs: Object.fromEntries(runs.map((run) => [run.runId, run])) }),
  runReceived(run) {
    const known = get().runs[run.runId];
    // An answer may come after an event that is newer.
    if (known?.endedAtMs !== undefined && run.endedAtMs === undefined) return;
    if (known === undefined || known.version <= run.version)
      set({ runs: { ...get().runs, [run.runId]: run } });
  },
  started(run) {
    get().runReceived(run);
    const { key, side } = get();
    set({
      shownRunId: run.runId,
      comparedRunId: undefined,
      error: undefined,
      key: key < run.scenario.keys ? key : 0,
      side: side === 'compare' ? 'keys' : side,
    });
  },
  failed: (error) => set({ error }),
  runShown: (shownRunId) => set({ shownRunId, comparedRunId: undefined, key: 0 }),
  compared: (comparedRunId) => set({ comparedRunId, side: comparedRunId === undefined ? 'keys' : 'compare' }),
  sideChosen: (side) => set({ side }),
  keyChosen: (key) => set({ key }),
}));
