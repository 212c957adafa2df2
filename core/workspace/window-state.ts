import { z } from 'zod';
import type { Handlers } from '../contract/contract.ts';
import { type WindowState, windowState } from '../contract/window-state.ts';
import type { DataFolder } from '../owned-folder.ts';
import { JsonFile } from './json-file.ts';

const stored = z.object({ schema: z.literal(1), window: windowState });

interface Options {
  folder: DataFolder;
  onSetAside: (fileName: string) => void;
  /** Whether the window is open now. */
  isOpen: (windowId: string) => boolean;
}

/** `windows.json`: how the window that changed last stood, for the next one that opens. */
export class WindowStates {
  readonly #file: JsonFile<z.output<typeof stored>>;
  readonly #isOpen: Options['isOpen'];
  #last: WindowState | undefined;
  /** Whose it is; undefined: of a run before. */
  #owner: string | undefined;

  constructor({ folder, onSetAside, isOpen }: Options) {
    this.#file = new JsonFile(folder, 'windows.json', stored);
    this.#isOpen = isOpen;
    this.#last = this.#file.read(onSetAside)?.window;
  }

  get handlers(): Pick<Handlers, 'window.state.save' | 'window.state.load'> {
    return {
      'window.state.save': (state, windowId) => {
        this.#last = state;
        this.#owner = windowId;
        this.#file.write({ schema: 1, window: state });
        return null;
      },
      'window.state.load': (_input, windowId) => {
        const owner = this.#owner;
        const isAnothers = owner !== undefined && owner !== windowId && this.#isOpen(owner);
        return isAnothers ? null : (this.#last ?? null);
      },
    };
  }
}
