import type { Scenario } from '../scenario.ts';

/** One of two members dies with messages in its hands: the other gets them. */
export const oneOfTwoConsumers: Scenario = {
  name: 'one-of-two-consumers',
  async run(stage) {
    const members = await Promise.all(stage.lanes.map((lane) => lane.join()));
    await stage.wait(20, 10);
    await Promise.all(members.map((member) => member.hold()));
    await stage.wait(5, 2);
    for (const member of members) member.kill();
    await stage.wait(30, 5);
  },
};
