import { type LocalOffsets, MemoryOffsets } from '../consumer/broadcasting/local-offsets.ts';
import type { ProfileView } from '../contract/views.ts';
import type { DataFolder } from '../owned-folder.ts';
import { BroadcastOffsets } from '../workspace/broadcast-offsets.ts';

/** Where broadcasting groups read on, of every cluster a window is connected to. */
export class BroadcastProgress {
  readonly #folder: DataFolder;
  readonly #onSetAside: (fileName: string) => void;
  /** By group. A sandbox ends with its messages: so does the progress in them. */
  readonly #inSandbox = new Map<string, LocalOffsets>();

  constructor(folder: DataFolder, onSetAside: (fileName: string) => void) {
    this.#folder = folder;
    this.#onSetAside = onSetAside;
  }

  /** The progress of a group in a profile's cluster. Throws STATE folderInUse where it cannot be kept. */
  of({ kind, nameServerSource }: ProfileView, group: string): LocalOffsets {
    if (kind !== 'sandbox')
      return new BroadcastOffsets(this.#folder, { cluster: nameServerSource, group }, this.#onSetAside);
    const key = `${nameServerSource} ${group}`;
    const offsets = this.#inSandbox.get(key) ?? new MemoryOffsets();
    this.#inSandbox.set(key, offsets);
    return offsets;
  }
}
