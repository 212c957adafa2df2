import { type Behaviour, type Target, World } from './harness.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
/** Most of a behaviour is waiting: several run at once, each with clients, topics and groups of its own. */
const AT_ONCE = 6;

export interface Totals {
  passed: number;
  failed: number;
}

/** Runs them all, one printed line each. */
export async function runBehaviours(
  behaviours: readonly Behaviour[],
  target: Target,
  atOnce = AT_ONCE,
): Promise<Totals> {
  const waiting = [...behaviours];
  const totals = { passed: 0, failed: 0 };
  async function worker(): Promise<void> {
    for (let behaviour = waiting.shift(); behaviour !== undefined; behaviour = waiting.shift()) {
      const startedAt = Date.now();
      const error = await runOne(behaviour, target);
      const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
      if (error === undefined) totals.passed++;
      else totals.failed++;
      process.stdout.write(
        `${error === undefined ? 'ok  ' : 'FAIL'} ${seconds.padStart(5)} s  ${behaviour.name}\n`,
      );
      if (error !== undefined) process.stdout.write(`     ${error.replaceAll('\n', '\n     ')}\n`);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker));
  return totals;
}

async function runOne(behaviour: Behaviour, target: Target): Promise<string | undefined> {
  const world = new World(target);
  const timeoutMs = behaviour.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([behaviour.run(world), timeout]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
    await world.close();
  }
}
