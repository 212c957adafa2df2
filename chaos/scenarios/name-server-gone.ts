import { killNameServer, restartNameServer } from '../../scripts/lib/rocketmq.mjs';
import { broker, mustNotBeFelt, type Scenario } from '../scenario.ts';

/** Whoever has its routes goes on without a name server, and is not led astray by one that knows nothing yet. */
export const nameServerGone: Scenario = {
  name: 'name-server-gone',
  async run(stage) {
    killNameServer(broker(stage, 0));
    await stage.wait(60, 15);
    await restartNameServer(broker(stage, 0));
    await stage.wait(35, 5);
  },
  complaint: mustNotBeFelt,
};
