import { z } from 'zod';
import type { EventMessage, Handlers } from '../contract/contract.ts';
import { NO_PREFS, type Prefs, type prefsCalls, prefsPatch } from '../contract/prefs.ts';
import type { DataFolder } from '../owned-folder.ts';
import { JsonFile } from './json-file.ts';

const stored = z.object({ schema: z.literal(1), prefs: prefsPatch.strip() });

interface Options {
  folder: DataFolder;
  onSetAside: (fileName: string) => void;
  emit: (message: EventMessage) => void;
}

/** `prefs.json`: pinned topics, columns, saved filters, how far the tour is. */
export class PrefsStore {
  readonly #file: JsonFile<z.output<typeof stored>>;
  readonly #emit: Options['emit'];
  #prefs: Prefs;

  constructor({ folder, onSetAside, emit }: Options) {
    this.#file = new JsonFile(folder, 'prefs.json', stored);
    this.#emit = emit;
    this.#prefs = { ...NO_PREFS, ...this.#file.read(onSetAside)?.prefs };
  }

  get handlers(): Pick<Handlers, keyof typeof prefsCalls> {
    return {
      'prefs.read': () => this.#prefs,
      'prefs.change': (patch) => {
        this.#prefs = { ...this.#prefs, ...patch };
        this.#file.write({ schema: 1, prefs: this.#prefs });
        this.#emit({ event: 'prefs.changed', data: this.#prefs });
        return null;
      },
    };
  }
}
