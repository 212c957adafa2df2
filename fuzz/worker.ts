import { parentPort, workerData } from 'node:worker_threads';
import { checkTarget } from './check-target.ts';
import { SharedInput } from './shared-input.ts';
import { TARGETS } from './targets.ts';

/** What a worker is told. */
export interface Task {
  name: string;
  inputs: number;
  seed: number;
  memory: SharedArrayBuffer;
}

const { name, inputs, seed, memory } = workerData as Task;
const target = TARGETS.find((one) => one.name === name);
if (target === undefined) throw new Error(`no target ${name}`);
const shared = new SharedInput(memory);
await checkTarget(target, { inputs, seed, onInput: (bytes) => shared.put(bytes) });
parentPort?.postMessage('survived');
