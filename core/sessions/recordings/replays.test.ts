import { expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import type { CallInput } from '../../contract/contract.ts';
import { stateError } from '../../model/error.ts';
import type { ProfileSession } from '../profile-session.ts';
import { Replays } from './replays.ts';

const INPUT: CallInput<'replay.start'> = { name: 'r', profileId: 'p', speed: 1, paused: false };

function replays(requireWritable: () => void): Replays {
  const never = (): never => expect.fail('nothing is opened or sent');
  return new Replays({
    clock: new ManualClock(),
    open: never,
    profileOf: () => ({ requireWritable }) as ProfileSession,
    sender: { send: never, sendBatch: never },
    emit: never,
  });
}

it('to a connection that may only be read is refused before anything is opened', async () => {
  const refusing = replays(() => {
    throw stateError('readOnly');
  });
  await expect(refusing.handlers['replay.start'](INPUT, 'window')).rejects.toThrow(/readOnly/);
});

it('to a topic that cannot be one is refused at its field', async () => {
  const { handlers } = replays(() => undefined);
  await expect(handlers['replay.start']({ ...INPUT, topic: 'a b' }, 'window')).rejects.toThrow(/field=topic/);
});
