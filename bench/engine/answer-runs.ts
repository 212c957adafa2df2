import { createInterface } from 'node:readline';
import type { Figures } from './figures.ts';

/** The words of a run after its name. */
export interface Run {
  topic: string;
  group: string;
  count: number;
  option: number;
}

export type Runs = Record<string, (run: Run) => Figures | Promise<Figures>>;

/** A side in Node; see Side: one run a line on standard input, one line of JSON as the answer to each, until it ends. */
export async function answerRuns(runs: Runs): Promise<void> {
  for await (const line of createInterface({ input: process.stdin }))
    process.stdout.write(`${JSON.stringify(await answer(runs, line))}\n`);
}

async function answer(runs: Runs, line: string): Promise<object> {
  const [name = '', topic = '', group = '', count, option] = line.split(' ');
  const run = runs[name];
  if (run === undefined) return { error: `${name} is no run` };
  try {
    return await run({ topic, group, count: Number(count), option: Number(option) });
  } catch (error) {
    return { error: String(error) };
  }
}
