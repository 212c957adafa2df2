import fs from 'node:fs';
import path from 'node:path';
import { type DataFolder, openDataFolder } from '../../owned-folder.ts';
import { type KvEntry, KvTable } from '../state/kv-table.ts';
import { BrokerData } from './broker-data.ts';

const KV_FILE = 'name-server.json';
const SCHEMA = 1;

interface SavedValues {
  schema: typeof SCHEMA;
  values: KvEntry[];
}

/** Where a sandbox keeps itself over a restart: a folder for each broker, the name server's values, and a lock. */
export class SandboxFolder {
  readonly #folder: DataFolder;

  /** Throws with a sentence when another sandbox is at work there, and what the file system throws. */
  constructor(dir: string) {
    this.#folder = openDataFolder(dir);
    if (!this.#folder.writable)
      throw new Error(`${dir} is in use by another sandbox, or cannot be written to.`);
  }

  /** Throws as BrokerData. */
  broker(name: string): BrokerData {
    return new BrokerData(path.join(this.#folder.dir, name));
  }

  /** Saved with each change. Throws for a file of another version. */
  values(): KvTable {
    const file = path.join(this.#folder.dir, KV_FILE);
    return new KvTable(read(file), (values) => {
      const saved: SavedValues = { schema: SCHEMA, values };
      fs.writeFileSync(`${file}.new`, JSON.stringify(saved));
      fs.renameSync(`${file}.new`, file);
    });
  }

  /** For the next sandbox. */
  release(): void {
    this.#folder.release();
  }
}

function read(file: string): KvEntry[] {
  if (!fs.existsSync(file)) return [];
  const saved = JSON.parse(fs.readFileSync(file, 'utf8')) as SavedValues;
  if (saved.schema !== SCHEMA) throw new Error(`${file} was written by another version of the sandbox.`);
  return saved.values;
}
