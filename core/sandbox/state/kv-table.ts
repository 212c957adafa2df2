import { getOrAdd } from '../get-or-add.ts';

export type KvEntry = [namespace: string, key: string, value: string];

/** A name server's values by namespace and key. Source: KVConfigManager.java. */
export class KvTable {
  readonly #namespaces = new Map<string, Map<string, string>>();
  readonly #onChange: (entries: KvEntry[]) => void;

  /** `onChange` gets all entries after each change. */
  constructor(entries: readonly KvEntry[] = [], onChange: (entries: KvEntry[]) => void = () => {}) {
    this.#onChange = onChange;
    for (const [namespace, key, value] of entries) this.#namespace(namespace).set(key, value);
  }

  get(namespace: string, key: string): string | undefined {
    return this.#namespaces.get(namespace)?.get(key);
  }

  /** undefined for a namespace that nothing was ever put into. */
  all(namespace: string): ReadonlyMap<string, string> | undefined {
    return this.#namespaces.get(namespace);
  }

  put(namespace: string, key: string, value: string): void {
    this.#namespace(namespace).set(key, value);
    this.#changed();
  }

  delete(namespace: string, key: string): void {
    if (this.#namespaces.get(namespace)?.delete(key)) this.#changed();
  }

  #namespace(namespace: string): Map<string, string> {
    return getOrAdd(this.#namespaces, namespace, () => new Map<string, string>());
  }

  #changed(): void {
    this.#onChange(
      [...this.#namespaces].flatMap(([namespace, values]) =>
        [...values].map(([key, value]): KvEntry => [namespace, key, value]),
      ),
    );
  }
}
