import { z } from 'zod';
import type { HostClock, Timer } from '../clock.ts';
import { type DraftForm, draftForm, MAX_DRAFTS, type SavedDraft } from '../contract/compose.ts';
import type { Handlers } from '../contract/contract.ts';
import type { GantryError } from '../model/error.ts';
import type { DataFolder } from '../owned-folder.ts';
import { JsonFile } from './json-file.ts';

/** A crash loses no more than this of what was typed. */
const WRITE_AFTER_MS = 1_000;

const stored = z.object({
  schema: z.literal(1),
  drafts: z.array(z.object({ form: draftForm, savedAtMs: z.number().int().min(0) })).max(MAX_DRAFTS),
});

interface Options {
  folder: DataFolder;
  clock: HostClock;
  onSetAside: (fileName: string) => void;
  /** Whether the window is open now. */
  isOpen: (windowId: string) => boolean;
}

/** `drafts.json`: every draft that is open in a window, as it stands in its form. */
export class Drafts {
  readonly #options: Options;
  readonly #file: JsonFile<z.output<typeof stored>>;
  /** Oldest first, by the time of the last save. */
  readonly #drafts = new Map<string, SavedDraft>();
  /** Which window each stands in. */
  readonly #windows = new Map<string, string>();
  #timer: Timer | undefined;
  /** Told of the next write: what kept it from the disk. */
  #waiting: ((refused: GantryError | undefined) => void)[] = [];

  constructor(options: Options) {
    this.#options = options;
    this.#file = new JsonFile(options.folder, 'drafts.json', stored);
    for (const draft of this.#file.read(options.onSetAside)?.drafts ?? [])
      this.#drafts.set(draft.form.draftKey, draft);
  }

  get handlers(): Pick<Handlers, 'draft.save' | 'draft.list' | 'draft.remove'> {
    return {
      'draft.save': ({ form }, windowId) => this.#save(form, windowId),
      'draft.list': (_input, windowId) => this.#take(windowId),
      'draft.remove': ({ draftKey }) => {
        if (this.#drafts.delete(draftKey)) void this.#write();
        this.#windows.delete(draftKey);
        return null;
      },
    };
  }

  /** Writes what is not written yet. */
  close(): void {
    if (this.#timer !== undefined) this.#writeNow();
  }

  async #save(form: DraftForm, windowId: string): Promise<{ savedAtMs: number } | null> {
    if (!this.#options.folder.writable) return null;
    const savedAtMs = this.#options.clock.now();
    this.#drafts.delete(form.draftKey);
    this.#drafts.set(form.draftKey, { form, savedAtMs });
    this.#windows.set(form.draftKey, windowId);
    const [oldest] = this.#drafts.keys();
    if (this.#drafts.size > MAX_DRAFTS && oldest !== undefined) this.#drafts.delete(oldest);
    const refused = await this.#write();
    if (refused !== undefined) throw refused;
    return { savedAtMs };
  }

  #take(windowId: string): SavedDraft[] {
    const free = [...this.#drafts].filter(([draftKey]) => {
      const holder = this.#windows.get(draftKey);
      return holder === undefined || holder === windowId || !this.#options.isOpen(holder);
    });
    for (const [draftKey] of free) this.#windows.set(draftKey, windowId);
    return free.map(([, draft]) => draft);
  }

  #write(): Promise<GantryError | undefined> {
    this.#timer ??= this.#options.clock.setTimeout(() => this.#writeNow(), WRITE_AFTER_MS);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #writeNow(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const refused = this.#file.write({ schema: 1, drafts: [...this.#drafts.values()] });
    for (const told of this.#waiting.splice(0)) told(refused);
  }
}
