import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { LocalOffsets } from '../consumer/broadcasting/local-offsets.ts';
import { stateError } from '../model/error.ts';
import { type MessageQueue, queueKey } from '../model/queue.ts';
import type { DataFolder } from '../owned-folder.ts';
import { JsonFile } from './json-file.ts';

const FOLDER = 'broadcast-offsets';

const entry = z.object({
  topic: z.string(),
  brokerName: z.string(),
  queueId: z.int().min(0),
  offset: z.int().min(0),
});
const stored = z.object({ schema: z.literal(1), offsets: z.array(entry) });

/**
 * `broadcast-offsets/<group>-<hash>.json`: how far a broadcasting group read each queue on this machine, whichever
 * client of ours it was. The hash tells groups of one name in two clusters apart.
 */
export class BroadcastOffsets implements LocalOffsets {
  readonly #file: JsonFile<z.output<typeof stored>>;
  readonly #offsets = new Map<string, z.output<typeof entry>>();
  #writing: Promise<void> | undefined;

  /**
   * `cluster` is any text that names it: its name servers as a person typed them. Throws STATE folderInUse in a folder
   * that another process owns: two would overwrite each other's progress.
   */
  constructor(
    folder: DataFolder,
    { cluster, group }: { cluster: string; group: string },
    onSetAside: (fileName: string) => void,
  ) {
    if (!folder.writable) throw stateError('folderInUse');
    fs.mkdirSync(path.join(folder.dir, FOLDER), { recursive: true });
    this.#file = new JsonFile(folder, path.join(FOLDER, fileName(cluster, group)), stored);
    for (const one of this.#file.read(onSetAside)?.offsets ?? []) this.#offsets.set(queueKey(one), one);
  }

  read(queue: MessageQueue): number | undefined {
    return this.#offsets.get(queueKey(queue))?.offset;
  }

  /** What is told in one go is written in one go. Throws STATE diskRefused. */
  write({ topic, brokerName, queueId }: MessageQueue, offset: number): Promise<void> {
    this.#offsets.set(queueKey({ topic, brokerName, queueId }), { topic, brokerName, queueId, offset });
    this.#writing ??= Promise.resolve().then(() => {
      this.#writing = undefined;
      const refused = this.#file.write({ schema: 1, offsets: [...this.#offsets.values()] });
      if (refused !== undefined) throw refused;
    });
    return this.#writing;
  }
}

/** Group names may have characters that file names may not (`|`, `%`), and differ in case alone. */
function fileName(cluster: string, group: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([cluster, group]))
    .digest('hex')
    .slice(0, 12);
  return `${group.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, 80)}-${hash}.json`;
}
