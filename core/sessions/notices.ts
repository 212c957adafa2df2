import type { HostClock } from '../clock.ts';
import type { Notice } from '../contract/views.ts';
import type { FileTrouble } from '../owned-folder.ts';
import { Throttle } from './throttle.ts';

const TELL_EVERY_MS = 100;

/** What every window shows until a person dismisses it, oldest first. */
export class Notices {
  readonly #told: Throttle;
  #list: Notice[] = [];
  #lastId = 0;

  /** `onChanged` is called soon after a change, never within it. */
  constructor(clock: HostClock, onChanged: () => void) {
    this.#told = new Throttle(clock, TELL_EVERY_MS, onChanged);
  }

  get list(): readonly Notice[] {
    return this.#list;
  }

  add(kind: Notice['kind'], params: Notice['params']): void {
    this.#list.push({ noticeId: ++this.#lastId, kind, params });
    this.#told.mark();
  }

  /** A file that was written after all has nothing to tell any more. */
  heard(trouble: FileTrouble): void {
    if (trouble.kind !== 'written') {
      this.add(trouble.kind, { fileName: trouble.fileName, code: trouble.code });
      return;
    }
    this.#keepThose(({ kind, params }) => kind !== 'fileNotWritten' || params.fileName !== trouble.fileName);
  }

  dismiss(noticeId: number): void {
    this.#keepThose((other) => other.noticeId !== noticeId);
  }

  stop(): void {
    this.#told.stop();
  }

  #keepThose(isKept: (notice: Notice) => boolean): void {
    this.#list = this.#list.filter(isKept);
    this.#told.mark();
  }
}
