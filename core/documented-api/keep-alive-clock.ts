import { type HostClock, systemClock } from '../clock.ts';

/**
 * For programs that do nothing else: what repeats (heartbeats, while a producer or consumer runs) keeps the process alive,
 * also while no connection is open.
 */
export const keepAliveClock: HostClock = {
  ...systemClock,
  setInterval(run, ms) {
    const id = setInterval(run, ms);
    return { cancel: () => clearInterval(id) };
  },
};
