import type { Weather } from '../proxy.ts';
import { mustBeFelt, type Scenario } from '../scenario.ts';

const WEATHERS: Partial<Weather>[] = [
  { delayMs: 300 },
  { pieceBytes: 61 },
  { twins: true },
  { delayMs: 100, pieceBytes: 61, twins: true },
];
const DROPS = 5;

/** Late, in pieces, everything twice, all of that, and no connection lives long. */
export const badNetwork: Scenario = {
  name: 'bad-network',
  behindProxy: true,
  async run(stage) {
    const { proxy } = stage;
    for (const weather of WEATHERS) {
      proxy.become(weather);
      // Twins are made with a connection.
      proxy.dropAll();
      await stage.wait(15, 5);
    }
    for (let times = 0; times < DROPS; times++) {
      proxy.dropAll();
      await stage.wait(3, 1);
    }
    proxy.become({ refuses: true });
    proxy.dropAll();
    await stage.wait(10, 3);
    proxy.become({});
  },
  complaint: mustBeFelt,
};
