import { setTimeout as sleep } from 'node:timers/promises';
import { pause, resume } from '../../scripts/lib/rocketmq.mjs';
import { broker, type Scenario } from '../scenario.ts';

const STANDS_MS = 900;
const RUNS_MS = 100;
const ROUNDS = { long: 60, short: 10 };

/** A broker that stands still nine tenths of the time, as with a disk that cannot keep up. */
export const slowBroker: Scenario = {
  name: 'slow-broker',
  async run(stage) {
    const slow = broker(stage, 0);
    for (let round = 0; round < (stage.short ? ROUNDS.short : ROUNDS.long); round++) {
      pause(slow);
      await sleep(STANDS_MS);
      resume(slow);
      await sleep(RUNS_MS);
    }
  },
};
