import { describe, expect, it } from 'vitest';
import { retryTopic } from '../model/names.ts';
import { ConsumerRig, GROUP, TOPIC } from './consumer-rig.ts';
import type { StartFrom } from './start-offset.ts';

async function started(startFrom: StartFrom | undefined, committed?: number): Promise<ConsumerRig> {
  const rig = new ConsumerRig(startFrom === undefined ? {} : { startFrom });
  for (const key of [...rig.broker.offsets.keys()]) {
    if (committed === undefined) rig.broker.offsets.delete(key);
    else rig.broker.offsets.set(key, committed);
  }
  rig.broker.maxOffset = 77;
  rig.broker.topics[retryTopic(GROUP)] = 1;
  rig.broker.answers.GET_MIN_OFFSET = { extFields: { offset: '5' } };
  rig.broker.answers.SEARCH_OFFSET_BY_TIMESTAMP = ({ extFields }) => ({
    extFields: { offset: extFields.timestamp === '1234' ? '33' : '0' },
  });
  await rig.consumer.start();
  return rig;
}

const asked = (rig: ConsumerRig): (string | undefined)[] =>
  rig.broker.sent.flatMap(({ request: { name, extFields } }) =>
    name === 'QUERY_CONSUMER_OFFSET' ? [extFields.setZeroIfNotFound] : [],
  );

describe('where a queue begins that the group never committed', () => {
  it.each([
    ['by default', undefined, '77', undefined, 'CONSUME_FROM_LAST_OFFSET'],
    ['last', 'last', '77', 'false', 'CONSUME_FROM_LAST_OFFSET'],
    ['first', 'first', '5', 'false', 'CONSUME_FROM_FIRST_OFFSET'],
    ['a time', { timestampMs: 1_234 }, '33', 'false', 'CONSUME_FROM_TIMESTAMP'],
  ] as const)('%s', async (_, startFrom, offset, setZero, fromWhere) => {
    const rig = await started(startFrom);
    expect(rig.broker.pullOf(TOPIC).fields.queueOffset).toBe(offset);
    expect(rig.broker.pullOf(retryTopic(GROUP)).fields.queueOffset).toBe('0');
    expect(asked(rig)).toEqual([setZero, setZero]);
    const heartbeat = rig.broker.sent.filter(({ request }) => request.name === 'HEART_BEAT').at(-1);
    expect(Buffer.from(heartbeat?.request.body ?? []).toString()).toContain(`"${fromWhere}"`);
  });

  it('is not asked for where it did', async () => {
    const rig = await started('first', 12);
    expect(rig.broker.pullOf(TOPIC).fields.queueOffset).toBe('12');
  });
});
