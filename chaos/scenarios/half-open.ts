import { mustBeFelt, type Scenario } from '../scenario.ts';

/** Every connection goes dead without a word, three times: only silence tells. */
export const halfOpen: Scenario = {
  name: 'half-open',
  behindProxy: true,
  async run(stage) {
    for (let times = 0; times < 3; times++) {
      stage.proxy.muteAll();
      await stage.wait(30, 10);
    }
  },
  complaint: mustBeFelt,
};
