import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type Figures, readFigures } from './figures.ts';

/** A run that says nothing for so long hangs. */
const RUN_MS = 300_000;

/**
 * One side of the comparison: a process that stays for the whole benchmark, so that it is warm. It takes one run a line
 * (words with blanks between), and answers each with one line of JSON.
 */
export class Side {
  readonly name: string;
  readonly #child: ChildProcess;
  #answered: (line: string) => void = () => {};
  #failed: (error: Error) => void = () => {};

  constructor(name: string, command: string, args: readonly string[]) {
    this.name = name;
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child.on('error', (error) => this.#failed(error));
    this.#child.on('exit', (code) => this.#failed(new Error(`${name} ended with ${code}`)));
    createInterface({ input: this.#child.stdout as Readable }).on('line', (line) => this.#answered(line));
  }

  /** Throws when the run failed, or the process ended. */
  async run(words: readonly (string | number)[]): Promise<Figures> {
    if (this.#child.exitCode !== null) throw new Error(`${this.name} is not running`);
    let timer: NodeJS.Timeout | undefined;
    const line = new Promise<string>((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
      timer = setTimeout(() => reject(new Error('no answer')), RUN_MS);
    });
    this.#child.stdin?.write(`${words.join(' ')}\n`);
    try {
      return readFigures(await line);
    } catch (error) {
      throw new Error(`${this.name}, ${words.join(' ')}: ${error instanceof Error ? error.message : error}`);
    } finally {
      clearTimeout(timer);
    }
  }

  end(): void {
    this.#failed = () => {};
    this.#child.kill();
  }
}
