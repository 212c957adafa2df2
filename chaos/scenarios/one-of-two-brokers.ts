import { kill, restartBroker } from '../../scripts/lib/rocketmq.mjs';
import { broker, type Scenario } from '../scenario.ts';

/** One of two brokers dies: the other takes the sends, and what the dead one has comes with its return. */
export const oneOfTwoBrokers: Scenario = {
  name: 'one-of-two-brokers',
  brokers: 2,
  async run(stage) {
    kill(broker(stage, 1));
    await stage.wait(60, 15);
    for (const lane of stage.lanes) await lane.stillStores();
    await restartBroker(broker(stage, 1));
    await stage.wait(35, 5);
  },
};
