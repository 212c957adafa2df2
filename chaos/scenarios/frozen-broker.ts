import { pause, resume } from '../../scripts/lib/rocketmq.mjs';
import { broker, mustBeFelt, type Scenario } from '../scenario.ts';

/** The broker's machine sleeps: connections stay, nobody answers, and on waking it reads all that was written meanwhile. */
export const frozenBroker: Scenario = {
  name: 'frozen-broker',
  async run(stage) {
    pause(broker(stage, 0));
    await stage.wait(180, 20);
    resume(broker(stage, 0));
    await stage.wait(35, 5);
  },
  complaint: mustBeFelt,
};
