import type { SavedProfile } from '../../core/contract/profiles.ts';
import type { AppView, ProfileView } from '../../core/contract/views.ts';
import type { ConsumerView, MessageDetail, MessageRow } from '../../core/model/consume.ts';
import { DELAY_LEVELS } from '../../core/model/delay.ts';

/** A running consumer of four queues, without rows. */
export function fakeView(patch: Partial<ConsumerView> = {}): ConsumerView {
  return {
    consumerId: 1,
    profileId: 'sandbox',
    group: 'payment-worker',
    clientId: '127.0.0.1@1#1',
    subscriptions: [{ topic: 'order-events', tagPattern: '*' }],
    state: 'running',
    listener: 'concurrent',
    model: 'clustering',
    mode: 'hold',
    rules: { seed: 1, rules: [] },
    undoable: 0,
    seats: 4,
    batchMaxSize: 1,
    seatsHeld: [],
    holdDeadlineMs: 600_000,
    holdDefault: 'later',
    deadlineStruck: 0,
    counters: { received: 0, waiting: 0, held: 0, acked: 0, later: 0, deadLetter: 0, movedAway: 0 },
    queues: [0, 1, 2, 3].map((queueId) => ({
      queue: { topic: 'order-events', brokerName: 'broker-a', queueId },
      owner: 'us',
      undecided: 0,
      committedOffset: 18_000,
      maxOffset: 18_400,
    })),
    members: ['127.0.0.1@1#1'],
    retryMaxTimes: 16,
    retryMaxTimesSource: 'broker',
    delayLevelsSource: 'broker',
    keptCount: 0,
    attempts: [],
    layout: 0,
    version: 0,
    pinnedCount: 0,
    settledCount: 0,
    settledFirst: 0,
    newestSeq: 0,
    droppedFromView: 0,
    rowLimit: 100_000,
    startedAtMs: 0,
    ...patch,
  };
}

/** A connection that is kept, under its address. */
export function fakeSaved(patch: Partial<SavedProfile> = {}): SavedProfile {
  return {
    profileId: 'p',
    name: '',
    colour: 'k1',
    environment: 'dev',
    readOnly: false,
    nameServers: 'ns:9876',
    addressMap: {},
    secret: 'none',
    ...patch,
  };
}

export function fakeProfile(patch: Partial<ProfileView> = {}): ProfileView {
  return {
    profileId: 'sandbox',
    kind: 'sandbox',
    name: 'Sandbox',
    environment: 'demo',
    colour: 'k2',
    readOnly: false,
    tls: false,
    nameServers: ['127.0.0.1:9876'],
    nameServerSource: '127.0.0.1:9876',
    nameServerState: { source: 'addresses' },
    state: 'connected',
    clusters: ['DefaultCluster'],
    brokers: [],
    clock: { brokerMs: 0, hostMs: 0, rate: 1, source: 'sandbox' },
    delayLevels: [...DELAY_LEVELS],
    delayLevelsSource: 'broker',
    ...patch,
  };
}

export function fakeApp(patch: Partial<AppView> = {}): AppView {
  return {
    host: 'browser',
    version: '0.1.0',
    platform: 'linux',
    userName: 'kim',
    dataFolder: {
      dir: '/home/kim/gantry',
      canOpen: false,
      writable: true,
      logFile: '/home/kim/gantry/log/gantry.log',
      secrets: 'memory',
    },
    settings: {
      theme: 'dark',
      language: 'en',
      density: 'compact',
      rowLimit: 100_000,
      holdDeadlineMs: 600_000,
      holdDefault: 'later',
      undoGraceMs: 0,
      maxBodyBytes: 4 * 1024 * 1024,
      foldBodyBytes: 64 * 1024,
      log: 'errors',
    },
    saved: [],
    profiles: [fakeProfile()],
    notices: [],
    ...patch,
  };
}

export function fakeDetail(
  row: MessageRow,
  body = `{"orderId":"${row.keys}","amount":249.90}`,
): MessageDetail {
  return {
    row,
    body: new TextEncoder().encode(body),
    properties: [
      ['source', 'gantry'],
      ['KEYS', row.keys],
      ['UNIQ_KEY', row.uniqueKey],
    ],
    bornTimestamp: row.receivedAtMs - 20,
    bornHost: '127.0.0.1:51234',
    storeTimestamp: row.receivedAtMs - 10,
    storeHost: '127.0.0.1:10911',
    offsetMsgId: '7F00000100002A9F0000000000012345',
    commitLogOffset: 74_565,
    sysFlag: 0,
    flag: 0,
    bodyCrc: 0,
    preparedTransactionOffset: 0,
    reconsumeTimes: row.attempt - 1,
    storedBodyBytes: row.bodyBytes,
    storedTopic: row.topic,
  };
}
