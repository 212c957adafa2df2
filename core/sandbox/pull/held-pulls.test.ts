import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import { BrokerClock } from '../broker-clock.ts';
import { MessageStore } from '../store/message-store.ts';
import { testMessage } from '../store/test-message.ts';
import { HeldPulls } from './held-pulls.ts';
import { filterOfTags } from './message-filter.ts';

function makeHeld() {
  const host = new ManualClock();
  const held = new HeldPulls<string>(host);
  const store = new MessageStore({ clock: new BrokerClock(host), storeHost: '127.0.0.1:1' });
  store.onAppended((record) => held.appended(record));
  const answered: string[] = [];
  const hold = (name: string, patch: { queueId?: number; tags?: string; suspendMs?: number } = {}) => {
    const { queueId = 0, tags = '*', suspendMs = 15_000 } = patch;
    const answer = () => answered.push(name);
    held.hold({ connection: name, topic: 'T', queueId, filter: filterOfTags(tags), suspendMs, answer });
  };
  return { host, held, store, answered, hold };
}

const turn = (): Promise<void> => Promise.resolve();

describe('HeldPulls', () => {
  it('answers when a message comes, once for all of one turn, and once only', async () => {
    const { store, answered, hold, host } = makeHeld();
    hold('a');
    store.append(testMessage());
    store.append(testMessage());
    expect(answered).toEqual([]);
    await turn();
    expect(answered).toEqual(['a']);
    await host.advance(60_000);
    expect(answered).toEqual(['a']);
  });

  it('is woken only by its own queue and its own tags', async () => {
    const { store, answered, hold } = makeHeld();
    hold('other queue', { queueId: 1 });
    hold('other tag', { tags: 'b' });
    hold('mine', { tags: 'a' });
    store.append(testMessage({ properties: { TAGS: 'a' } }));
    await turn();
    expect(answered).toEqual(['mine']);
  });

  it('answers a pull that only other tags passed within 5 s, so that its offset moves on', async () => {
    const { store, answered, hold, host } = makeHeld();
    hold('passed over', { tags: 'b' });
    hold('quiet', { queueId: 1 });
    store.append(testMessage({ properties: { TAGS: 'a' } }));
    await host.advance(5_000);
    expect(answered).toEqual(['passed over']);
  });

  it('answers when its time is over, after 30 s at the latest', async () => {
    const { answered, hold, host } = makeHeld();
    hold('short', { suspendMs: 1_000 });
    hold('endless', { suspendMs: 10_000_000 });
    await host.advance(999);
    expect(answered).toEqual([]);
    await host.advance(1);
    expect(answered).toEqual(['short']);
    await host.advance(29_000);
    expect(answered).toEqual(['short', 'endless']);
  });

  it('forgets the pulls of a connection that closed, woken ones too', async () => {
    const { store, held, answered, hold, host } = makeHeld();
    hold('gone');
    hold('here');
    store.append(testMessage());
    held.closed('gone');
    await turn();
    await host.advance(60_000);
    expect(answered).toEqual(['here']);
  });

  it('answers all at the end', async () => {
    const { held, answered, hold, host } = makeHeld();
    hold('a');
    hold('b', { queueId: 1 });
    held.stop();
    expect(answered).toEqual(['a', 'b']);
    await host.advance(60_000);
    expect(answered).toHaveLength(2);
  });
});
