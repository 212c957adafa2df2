import { z } from 'zod';
import type { RecentConnection } from '../contract/views.ts';
import type { DataFolder } from './data-folder.ts';
import { JsonFile } from './json-file.ts';
import type { SecretBox } from './secret-box.ts';

const MAX_RECENTS = 8;

const recent = z.object({
  nameServers: z.string(),
  accessKey: z.string().optional(),
  channel: z.string().optional(),
  lastUsedMs: z.number(),
  /** The secret key, encrypted by the keychain, in base64. */
  sealedSecret: z.string().optional(),
});
const stored = z.object({ schema: z.literal(1), recents: z.array(recent) });
type StoredRecent = z.output<typeof recent>;

/** `profiles.json`: the addresses connected to, newest first. A secret is stored only by a keychain, else kept until quit. */
export class Recents {
  readonly #file: JsonFile<z.output<typeof stored>>;
  readonly #secrets: SecretBox;
  readonly #secretsInMemory = new Map<string, string>();
  #recents: StoredRecent[];

  constructor(folder: DataFolder, secrets: SecretBox, onSetAside: (fileName: string) => void) {
    this.#file = new JsonFile(folder, 'profiles.json', stored);
    this.#secrets = secrets;
    this.#recents = this.#file.read(onSetAside)?.recents ?? [];
  }

  list(): RecentConnection[] {
    return this.#recents.map(({ sealedSecret: _sealed, ...visible }) => visible);
  }

  async remember(connection: RecentConnection, secretKey: string | undefined): Promise<void> {
    const entry: StoredRecent = { ...connection };
    if (connection.accessKey !== undefined && secretKey !== undefined) {
      this.#secretsInMemory.set(secretId(connection.nameServers, connection.accessKey), secretKey);
      if (this.#secrets.kind === 'keychain')
        entry.sealedSecret = toBase64(await this.#secrets.encrypt(secretKey));
    }
    this.#recents = [
      entry,
      ...this.#recents.filter((other) => other.nameServers !== entry.nameServers),
    ].slice(0, MAX_RECENTS);
    this.#file.write({ schema: 1, recents: this.#recents });
  }

  forget(nameServers: string): void {
    for (const entry of this.#recents) {
      if (entry.nameServers === nameServers && entry.accessKey !== undefined) {
        this.#secretsInMemory.delete(secretId(nameServers, entry.accessKey));
      }
    }
    this.#recents = this.#recents.filter((entry) => entry.nameServers !== nameServers);
    this.#file.write({ schema: 1, recents: this.#recents });
  }

  /** The secret key used with this address and access key before, if it is still known. */
  async secretOf(nameServers: string, accessKey: string): Promise<string | undefined> {
    const kept = this.#secretsInMemory.get(secretId(nameServers, accessKey));
    if (kept !== undefined) return kept;
    const entry = this.#recents.find(
      (other) => other.nameServers === nameServers && other.accessKey === accessKey,
    );
    if (entry?.sealedSecret === undefined || this.#secrets.kind !== 'keychain') return undefined;
    return await this.#secrets.decrypt(Buffer.from(entry.sealedSecret, 'base64'));
  }
}

const secretId = (nameServers: string, accessKey: string): string => `${nameServers}\u0000${accessKey}`;
const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
