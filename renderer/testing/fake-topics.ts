import type { BrowseRow, BrowseView } from '../../core/contract/browse.ts';
import type { TopicInfoView } from '../../core/contract/topics.ts';

export function fakeBrowseRow(seq: number, patch: Partial<BrowseRow> = {}): BrowseRow {
  return {
    seq,
    topic: 'order-events',
    tag: 'paid',
    keys: `ORD-${seq}`,
    brokerName: 'broker-a',
    queueId: seq % 4,
    queueOffset: 18_000 + seq,
    uniqueKey: `7F00000100002A9F18B4C8D20A41${String(seq).padStart(4, '0')}`,
    attempt: 1,
    bodyBytes: 148,
    storedAtMs: 1_800_000_000_000 + seq,
    bornAtMs: 1_800_000_000_000 + seq - 5,
    preview: `{"orderId":"ORD-${seq}"}`,
    binary: false,
    previewCut: false,
    ...patch,
  };
}

/** The newest 500 of a topic, read to their end. */
export function fakeBrowse(patch: Partial<BrowseView> = {}): BrowseView {
  return {
    browseId: 1,
    profileId: 'sandbox',
    topic: 'order-events',
    range: { kind: 'newest', rows: 500 },
    order: 'newestFirst',
    reading: false,
    following: false,
    canFollow: true,
    canReadMore: false,
    version: 1,
    first: 0,
    layout: 1,
    count: 0,
    filtered: 0,
    bytes: 0,
    maxRows: 200_000,
    maxBytes: 256 * 1024 * 1024,
    dropped: 0,
    bodiesNotKept: 0,
    stored: 0,
    windows: [],
    openedAtMs: 0,
    ...patch,
  };
}

/** Eight queues on one broker. */
export function fakeInfo(patch: Partial<TopicInfoView> = {}): TopicInfoView {
  return {
    topic: 'order-events',
    kind: 'normal',
    brokers: [
      {
        brokerName: 'broker-a',
        cluster: 'DefaultCluster',
        addresses: [{ brokerId: 0, address: '127.0.0.1:10911' }],
        readQueueNums: 8,
        writeQueueNums: 8,
        perm: 6,
        access: 'readWrite',
      },
    ],
    readAtMs: 0,
    ...patch,
  };
}
