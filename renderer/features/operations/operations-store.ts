import { create } from 'zustand';
import type { DocumentedHandleView } from '../../../core/contract/documented.ts';
import type { CallEntry, OperationsView, TranscriptEntry } from '../../../core/contract/operations.ts';
import type { ErrorData } from '../../../core/model/error.ts';

/** What came of the call made from a form. */
export interface FormAnswer {
  /** Undefined while it is under way. */
  ended?: CallEntry['ended'];
  /** Nothing was called: what is wrong, by parameter. */
  faults?: Record<string, ErrorData>;
}

interface OperationsState {
  /** Undefined until the host has told. */
  view: OperationsView | undefined;
  handles: DocumentedHandleView[];
  /** Oldest first. */
  entries: TranscriptEntry[];
  /** Name of the function or enum that is shown. */
  selected: string;
  /** What was typed, by function and parameter; a parameter nobody touched is not there. */
  typed: Record<string, Record<string, string>>;
  answers: Record<string, FormAnswer | undefined>;

  described(view: OperationsView): void;
  handlesRead(handles: DocumentedHandleView[]): void;
  transcriptRead(entries: TranscriptEntry[]): void;
  entryReceived(entry: TranscriptEntry): void;
  chosen(name: string): void;
  edited(name: string, parameter: string, value: string): void;
  answered(name: string, answer: FormAnswer): void;
  /** Secrets leave the page's memory: they were handed over, or the page is left. */
  secretsForgotten(): void;
}

/** What the page keeps while other pages are open; nothing of it is stored. */
export const useOperations = create<OperationsState>()((set, get) => ({
  view: undefined,
  handles: [],
  entries: [],
  selected: 'CreateMessage',
  typed: {},
  answers: {},

  described: (view) => set({ view }),
  handlesRead: (handles) => set({ handles }),
  transcriptRead: (entries) => set({ entries }),
  entryReceived(entry) {
    const { entries } = get();
    const known = entries.some(({ seq }) => seq === entry.seq);
    set({
      entries: known ? entries.map((old) => (old.seq === entry.seq ? entry : old)) : [...entries, entry],
    });
  },
  chosen: (selected) => set({ selected }),
  edited(name, parameter, value) {
    const { typed } = get();
    set({ typed: { ...typed, [name]: { ...typed[name], [parameter]: value } } });
  },
  answered: (name, answer) => set({ answers: { ...get().answers, [name]: answer } }),
  secretsForgotten() {
    const typed = Object.entries(get().typed).map(([name, values]) => {
      const { secretKey: _secret, ...others } = values;
      return [name, others];
    });
    set({ typed: Object.fromEntries(typed) });
  },
}));
