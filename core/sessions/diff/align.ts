import { diffArrays } from 'diff';
import type { Hunk } from '../../model/diff/hunks.ts';

/** Edits searched for at once, and in turns of the event loop after that. */
const MAX_EDITS_AT_ONCE = 200;
const MAX_EDITS = 1_000;
/** A longer differing middle is not matched item by item. */
const MAX_MIDDLE = 1_000_000;

export interface Alignment {
  hunks: Hunk[];
  /** The middle is too different or too long: shown as one replaced by the other. */
  coarse: boolean;
}

/** Which items of two sequences belong together: the fewest edits, as far as the limits allow. */
export async function align<T extends string | number>(
  left: ArrayLike<T>,
  right: ArrayLike<T>,
): Promise<Alignment> {
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start++;
  let end = 0;
  while (end < shorter - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end++;
  const middle = { left: left.length - start - end, right: right.length - start - end };
  const isTooLong = Math.max(middle.left, middle.right) > MAX_MIDDLE;
  const part = (whole: ArrayLike<T>): T[] => Array.prototype.slice.call(whole, start, whole.length - end);
  const changes = isTooLong ? undefined : await changesOf(part(left), part(right));
  const hunks = new Hunks();
  hunks.add('same', start);
  if (changes === undefined) {
    hunks.add('removed', middle.left);
    hunks.add('added', middle.right);
  } else {
    for (const { added, removed, count } of changes)
      hunks.add(added ? 'added' : removed ? 'removed' : 'same', count);
  }
  hunks.add('same', end);
  return { hunks: hunks.list, coarse: changes === undefined };
}

/** undefined: beyond the limit of edits. */
async function changesOf<T>(left: T[], right: T[]) {
  if (left.length === 0 || right.length === 0) return diffArrays(left, right);
  const small = diffArrays(left, right, { maxEditLength: MAX_EDITS_AT_ONCE });
  if (small !== undefined) return small;
  return await new Promise<ReturnType<typeof diffArrays<T>> | undefined>((resolve) => {
    diffArrays(left, right, { maxEditLength: MAX_EDITS, callback: resolve });
  });
}

/** Neighbouring removed and added runs are one hunk. */
class Hunks {
  readonly list: Hunk[] = [];
  #left = 0;
  #right = 0;

  add(kind: 'same' | 'removed' | 'added', count: number): void {
    if (count === 0) return;
    const same = kind === 'same';
    let hunk = this.list[this.list.length - 1];
    if (hunk === undefined || hunk.same !== same) {
      hunk = { same, left: this.#left, leftCount: 0, right: this.#right, rightCount: 0 };
      this.list.push(hunk);
    }
    if (kind !== 'added') {
      hunk.leftCount += count;
      this.#left += count;
    }
    if (kind !== 'removed') {
      hunk.rightCount += count;
      this.#right += count;
    }
  }
}
