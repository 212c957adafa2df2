import { create } from 'zustand';

interface CompareState {
  /** By consumer: the one it is compared with on its page. */
  others: Record<number, number | undefined>;
  /** undefined: its own rows again. */
  chosen(consumerId: number, otherId: number | undefined): void;
}

/** Which consumers stand side by side; kept while other pages are looked at. */
export const useCompare = create<CompareState>()((set, get) => ({
  others: {},
  chosen: (consumerId, otherId) => set({ others: { ...get().others, [consumerId]: otherId } }),
}));
