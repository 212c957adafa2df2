import { kill, restartBroker } from '../../scripts/lib/rocketmq.mjs';
import { broker, mustBeFelt, type Scenario } from '../scenario.ts';

/** A power cut of the broker, twice. */
export const brokerKilled: Scenario = {
  name: 'broker-killed',
  async run(stage) {
    for (let times = 0; times < 2; times++) {
      kill(broker(stage, 0));
      await stage.wait(15, 3);
      await restartBroker(broker(stage, 0));
      await stage.wait(20, 5);
    }
  },
  complaint: mustBeFelt,
};
