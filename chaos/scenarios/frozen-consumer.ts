import type { Scenario } from '../scenario.ts';

/** One of two members sleeps, long enough for the broker to forget it, and wakes with what it held and pulled. */
export const frozenConsumer: Scenario = {
  name: 'frozen-consumer',
  async run(stage) {
    const members = await Promise.all(stage.lanes.map((lane) => lane.join()));
    await stage.wait(20, 10);
    for (const member of members) member.freeze();
    await stage.wait(180, 20);
    for (const member of members) member.thaw();
    await stage.wait(35, 10);
  },
};
