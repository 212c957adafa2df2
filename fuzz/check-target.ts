import { setImmediate as nextTurn } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import fc from 'fast-check';
import { ends } from './ends.ts';
import type { Target } from './targets.ts';

/** What an input may cost for each of its bytes. */
const PER_BYTE = 8;
const MEASURED_AGAIN = 3;
/** Inputs in one turn of the event loop: what decoders leave for the next turn, as closed inflaters do, must not pile up. */
const BATCH = 10_000;

interface CheckOptions {
  inputs: number;
  seed: number;
  /** Called with each input before it is taken. */
  onInput?: (bytes: Uint8Array) => void;
}

/**
 * Gives a target so many inputs, always the same ones for a seed; each batch has a seed of its own, which is told. Throws
 * with the smallest input found that is not survived: another error than FRAME, or too much memory. An endless loop is
 * for the caller to notice.
 */
export async function checkTarget(target: Target, { inputs, seed, onInput }: CheckOptions): Promise<void> {
  const survived = survives(target, onInput);
  for (let done = 0; done < inputs; done += BATCH) {
    const batch = { numRuns: Math.min(BATCH, inputs - done), seed: seed + done / BATCH };
    fc.assert(survived, { ...batch, includeErrorInReport: true });
    await nextTurn();
  }
}

function survives(
  { inputs, take, allowedBytes }: Target,
  onInput?: CheckOptions['onInput'],
): fc.IProperty<[Uint8Array]> {
  return fc.property(inputs, (bytes) => {
    onInput?.(bytes);
    const allowed = PER_BYTE * bytes.length + allowedBytes;
    let used = usedBytes(take, bytes);
    // What the engine of the language does once in a while, as compiling, is not the input's.
    for (let again = 0; again < MEASURED_AGAIN && used > allowed; again++) used = usedBytes(take, bytes);
    if (used > allowed) throw new Error(`${bytes.length} bytes of input took ${used} bytes of memory`);
  });
}

/** How much more memory is in use after the input was taken. Throws anything but FRAME that taking it throws. */
function usedBytes(take: Target['take'], bytes: Uint8Array): number {
  const before = memoryBytes();
  ends(() => take(bytes));
  return memoryBytes() - before;
}

/**
 * Heap and buffers in use. All that is allocated counts, dropped or not, unless the collector comes in between: then
 * that one input goes unmeasured.
 */
function memoryBytes(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
