import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import { Producers } from './producers.ts';

const clock = new ManualClock();
const peer = (clientId: string, connection: string) => ({
  connection,
  clientAddr: '127.0.0.1:4711',
  clientId,
  language: 'JAVA',
  version: 475,
});
const made = () => new Producers<string>(() => clock.now());

describe('producers', () => {
  it('are known by group until they leave', () => {
    const producers = made();
    producers.heartbeat(peer('a', 'one'), 'p');
    producers.heartbeat(peer('b', 'two'), 'p');
    producers.heartbeat(peer('b', 'two'), 'q');
    producers.unregister('p', 'b');
    expect(producers.of('p').map(({ clientId }) => clientId)).toEqual(['a']);
    expect(producers.groups()).toEqual(['p', 'q']);
  });

  it('go with their connection', () => {
    const producers = made();
    producers.heartbeat(peer('a', 'one'), 'p');
    producers.heartbeat(peer('b', 'two'), 'p');
    producers.closed('one');
    expect(producers.of('p').map(({ clientId }) => clientId)).toEqual(['b']);
    producers.closed('two');
    expect(producers.groups()).toEqual([]);
  });

  it('are dropped after two minutes of silence', async () => {
    const producers = made();
    producers.heartbeat(peer('a', 'one'), 'p');
    await clock.advance(119_999);
    producers.expire();
    expect(producers.groups()).toEqual(['p']);
    await clock.advance(1);
    producers.expire();
    expect(producers.groups()).toEqual([]);
  });
});
