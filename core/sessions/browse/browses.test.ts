import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { FakeCluster } from '../../admin/fake-cluster.ts';
import { systemClock } from '../../clock.ts';
import type { EventMessage } from '../../contract/contract.ts';
import { stateError } from '../../model/error.ts';
import type { ProfileSession } from '../profile-session.ts';
import { Browses } from './browses.ts';

/** Browses of a cluster with three messages. */
function browses() {
  const cluster = new FakeCluster();
  const [queue] = cluster.queues;
  for (let at = 0; at < 3; at++)
    if (queue !== undefined) cluster.store(queue, 1_000 + at, { body: Buffer.from(`m${at}`) });
  const events: EventMessage[] = [];
  let told = (): void => undefined;
  const made = new Browses({
    clock: systemClock,
    profileOf: (profileId) => {
      if (profileId === 'none') throw stateError('unknownId');
      return { client: cluster.client } as unknown as ProfileSession;
    },
    emit: (message) => {
      events.push(message);
      told();
    },
    searchWorkerFile: undefined,
  });
  const open = async (profileId = 'p', windowId = 'w'): Promise<number> => {
    const range = { kind: 'newest', rows: 500 } as const;
    const { browseId } = await made.handlers['browse.open'](
      { profileId, topic: 't', range, follow: false },
      windowId,
    );
    const isRead = (): boolean =>
      events.some(
        ({ event, data }) => event === 'browse.changed' && data.browseId === browseId && !data.reading,
      );
    while (!isRead()) await new Promise<void>((resolve) => (told = resolve));
    return browseId;
  };
  return { made, open, events };
}

describe('Browses', () => {
  it('ends them with their window or their profile, and says so', async () => {
    const { made, open, events } = browses();
    const [first, second, third] = [await open('p', 'w'), await open('q', 'w'), await open('q', 'other')];
    const closed = () =>
      events.flatMap(({ event, data }) => (event === 'browse.closed' ? [data.browseId] : []));
    made.closeOfProfile('p');
    expect(closed()).toEqual([first]);
    made.closeOfWindow('w');
    expect(closed()).toEqual([first, second]);
    await expect(made.message(second, 1)).rejects.toMatchObject({ data: { params: { rule: 'unknownId' } } });
    expect(await made.message(third, 1)).toMatchObject({ storedTopic: 't', row: { preview: 'm2' } });
    made.close();
    expect(closed()).toEqual([first, second, third]);
  });

  it('exports until all was read; a cancelled export is gone', async () => {
    const { made, open } = browses();
    const browseId = await open();
    const { handlers } = made;
    const started = await handlers['browse.export']({ browseId, format: 'ndjson', seqs: [1, 2, 99] }, 'w');
    const chunk = await handlers['browse.export.read']({ exportId: started.exportId }, 'w');
    expect(chunk).toMatchObject({ done: true, rowsDone: 3, rows: 3, leftOut: 1 });
    const { exportId } = await handlers['browse.export']({ browseId, format: 'csv' }, 'w');
    await handlers['browse.export.cancel']({ exportId }, 'w');
    await expect(async () => handlers['browse.export.read']({ exportId }, 'w')).rejects.toMatchObject({
      data: { params: { rule: 'unknownId' } },
    });
    made.close();
  });

  it('refuses what cannot be: an empty key, a connection that is closed, a look-up that follows', async () => {
    const { made } = browses();
    const open = async (profileId: string, key: string, follow = false) =>
      await made.handlers['browse.open']({ profileId, topic: 't', range: { kind: 'key', key }, follow }, 'w');
    await expect(open('p', ' ')).rejects.toMatchObject({ data: { params: { field: 'key', rule: 'empty' } } });
    await expect(open('none', 'k')).rejects.toMatchObject({ data: { params: { rule: 'unknownId' } } });
    await expect(open('p', 'k', true)).rejects.toMatchObject({ data: { params: { rule: 'noFollow' } } });
    expect(await made.handlers['browse.list']({ profileId: 'p' }, 'w')).toEqual([]);
  });
});
