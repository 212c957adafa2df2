import { z } from 'zod';
import { type HistoryLimits, historyLimits } from '../../contract/history.ts';
import type { DataFolder } from '../../owned-folder.ts';
import { JsonFile } from '../json-file.ts';

export const DEFAULT_LIMITS: HistoryLimits = { maxMebibytes: 64, maxDays: 30, noBodies: [] };

const stored = z.object({ schema: z.literal(1), limits: historyLimits.partial().strip() });

/** `history.json`: how much of the history is kept, and of which connections without bodies. */
export class LimitsStore {
  readonly #file: JsonFile<z.output<typeof stored>>;
  #limits: HistoryLimits;

  constructor(folder: DataFolder, onSetAside: (fileName: string) => void) {
    this.#file = new JsonFile(folder, 'history.json', stored);
    this.#limits = merged(DEFAULT_LIMITS, this.#file.read(onSetAside)?.limits ?? {});
  }

  get(): HistoryLimits {
    return this.#limits;
  }

  set(patch: Partial<HistoryLimits>): HistoryLimits {
    this.#limits = merged(this.#limits, patch);
    this.#file.write({ schema: 1, limits: this.#limits });
    return this.#limits;
  }
}

function merged(limits: HistoryLimits, patch: Partial<HistoryLimits>): HistoryLimits {
  return {
    maxMebibytes: patch.maxMebibytes ?? limits.maxMebibytes,
    maxDays: patch.maxDays ?? limits.maxDays,
    noBodies: patch.noBodies ?? limits.noBodies,
  };
}
