import { create } from 'zustand';
import { useHost } from '../../../store/host-store.ts';

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

/** The consumer that this one is compared with, for as long as there is that one. */
export function useComparedWith(consumerId: number): number | undefined {
  const otherId = useCompare((compare) => compare.others[consumerId]);
  return useHost((host) => (otherId !== undefined && otherId in host.consumers ? otherId : undefined));
}
