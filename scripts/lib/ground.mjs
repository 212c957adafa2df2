/** Where things are, and how scripts speak: one plain sentence, never a stack trace for something a person can mend. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const toolchain = join(root, '.toolchain');
export const inRoot = (...parts) => join(root, ...parts);
export const ci = process.env.CI === 'true' || process.env.CI === '1';

/** Progress goes to stderr, so that stdout stays free for what a command is asked to print. */
export const say = (sentence) => process.stderr.write(`${sentence}\n`);

/** Something a person can act on: printed as its sentence alone. */
export class Stop extends Error {}

/** Runs a script's body; every failure ends as a sentence and an exit code. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    if (error instanceof Stop) say(error.message);
    else if (process.env.GANTRY_DEBUG) say(String(error?.stack ?? error));
    else say(`Something unexpected went wrong: ${error?.message ?? error} (GANTRY_DEBUG=1 shows where).`);
    process.exitCode = 1;
  }
}
