import { type BodyFacts, type BodyLines, BodyModel, type LineView } from './model/body-model.ts';
import type { BodyCall } from './model/body-worker.ts';
import type { Charset } from './model/charsets.ts';

/** Larger bodies are read in a worker: reading them here would stop the window. */
export const READ_HERE_UP_TO = 64 * 1024;
const PAGE = 200;

/** Answers calls on one body: at once, or later and in their order. */
interface Engine {
  ask(call: Exclude<BodyCall, { name: 'open' }>, answered: (answer: unknown) => void): void;
  close(): void;
}

/**
 * One body as the window draws it: facts, and lines by number. What is not there yet is undefined and comes with the
 * next call of the listeners.
 */
export class BodyReader {
  readonly #engine: Engine;
  readonly #listeners = new Set<() => void>();
  readonly #pages = new Map<string, BodyLines[LineView][]>();
  readonly #asked = new Set<string>();
  #facts: BodyFacts | undefined;
  /** Goes up when lines may be others. */
  #edition = 0;
  #version = 0;

  constructor(bytes: Uint8Array, charset: Charset) {
    const opened = (facts: BodyFacts): void => this.#changed(facts);
    if (bytes.length <= READ_HERE_UP_TO) {
      const model = new BodyModel(bytes, charset);
      this.#engine = engineHere(model);
      this.#facts = model.facts();
    } else this.#engine = engineInWorker(bytes, charset, opened);
  }

  /** Undefined while a large body is being read. */
  get facts(): BodyFacts | undefined {
    return this.#facts;
  }

  readAs(charset: Charset): void {
    this.#change({ name: 'readAs', args: [charset] });
  }

  wrapAt(columns: number): void {
    this.#change({ name: 'wrapAt', args: [columns] });
  }

  toggle(node: number): void {
    this.#change({ name: 'toggle', args: [node] });
  }

  text(): Promise<string> {
    return new Promise((resolve) =>
      this.#engine.ask({ name: 'text', args: [] }, (answer) => resolve(answer as string)),
    );
  }

  line<V extends LineView>(view: V, index: number): BodyLines[V] | undefined {
    const page = Math.floor(index / PAGE);
    const key = `${view} ${page}`;
    if (!this.#pages.has(key)) this.#read(view, page, key);
    return this.#pages.get(key)?.[index - page * PAGE] as BodyLines[V] | undefined;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  version = (): number => this.#version;

  close(): void {
    this.#engine.close();
  }

  #read(view: LineView, page: number, key: string): void {
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    const edition = this.#edition;
    let here = true;
    this.#engine.ask({ name: 'lines', args: [view, page * PAGE, PAGE] }, (answer) => {
      if (edition !== this.#edition) return;
      this.#pages.set(key, answer as BodyLines[LineView][]);
      // An answer at once is for whoever draws just now.
      if (!here) this.#tell();
    });
    here = false;
  }

  #change(call: Exclude<BodyCall, { name: 'open' }>): void {
    this.#engine.ask(call, (answer) => this.#changed(answer as BodyFacts));
  }

  #changed(facts: BodyFacts): void {
    this.#facts = facts;
    this.#edition++;
    this.#pages.clear();
    this.#asked.clear();
    this.#tell();
  }

  #tell(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}

function engineHere(model: BodyModel): Engine {
  return {
    ask({ name, args }, answered) {
      const method = model[name] as (...given: typeof args) => unknown;
      answered(method.apply(model, args));
    },
    close: () => {},
  };
}

function engineInWorker(bytes: Uint8Array, charset: Charset, opened: (facts: BodyFacts) => void): Engine {
  const worker = new Worker(new URL('./model/body-worker.ts', import.meta.url), { type: 'module' });
  const waiting: ((answer: unknown) => void)[] = [(facts) => opened(facts as BodyFacts)];
  worker.onmessage = ({ data }) => waiting.shift()?.(data);
  const open: BodyCall = { name: 'open', args: [bytes, charset] };
  worker.postMessage(open);
  return {
    ask(call, answered) {
      waiting.push(answered);
      worker.postMessage(call);
    },
    close: () => worker.terminate(),
  };
}
