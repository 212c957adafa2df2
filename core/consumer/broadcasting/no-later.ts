import { stateError } from '../../model/error.ts';
import type { LaterWay } from '../later-way.ts';

/** A broadcasting consumer has no retry topic: nobody would deliver the message again. Source: ConsumeMessageConcurrentlyService. */
export const noLater: LaterWay = {
  keepsHolding: () => true,
  carryOut: () => Promise.reject(stateError('noLater')),
  stop: () => {},
};
