import { z } from 'zod';
import { settingsPatch } from '../contract/inputs.ts';
import type { Settings } from '../contract/views.ts';
import { DEFAULT_HOLD_DEADLINE_MS } from '../model/consume.ts';
import { DEFAULT_MAX_BODY_BYTES } from '../model/outgoing.ts';
import type { DataFolder } from '../owned-folder.ts';
import { JsonFile } from './json-file.ts';

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  language: 'en',
  density: 'compact',
  rowLimit: 100_000,
  holdDeadlineMs: DEFAULT_HOLD_DEADLINE_MS,
  holdDefault: 'later',
  undoGraceMs: 0,
  maxBodyBytes: DEFAULT_MAX_BODY_BYTES,
  foldBodyBytes: 64 * 1024,
  log: 'errors',
};

/** Unknown keys (a newer version's) are dropped; a value out of bounds damages the file. */
const stored = z.object({ schema: z.literal(1), settings: settingsPatch.strip() });

/** `settings.json`: only what differs from the defaults is stored. */
export class SettingsStore {
  readonly #file: JsonFile<z.output<typeof stored>>;
  #changed: Partial<Settings>;

  constructor(folder: DataFolder, onSetAside: (fileName: string) => void) {
    this.#file = new JsonFile(folder, 'settings.json', stored);
    this.#changed = dropUndefined(this.#file.read(onSetAside)?.settings ?? {});
  }

  get(): Settings {
    return { ...DEFAULT_SETTINGS, ...this.#changed };
  }

  set(patch: Partial<Settings>): Settings {
    this.#changed = { ...this.#changed, ...dropUndefined(patch) };
    this.#file.write({ schema: 1, settings: this.#changed });
    return this.get();
  }
}

function dropUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Partial<T>;
}
