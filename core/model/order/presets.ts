import type { VerdictKind } from './judge.ts';
import type { OrderScenario } from './scenario.ts';

const KEPT: OrderScenario = {
  keys: 6,
  messagesPerKey: 8,
  queues: 4,
  send: 'orderly',
  selector: 'hash',
  queueIndex: 0,
  retries: 0,
  retryQueue: 'same',
  sendConcurrency: 1,
  listener: 'orderly',
  threads: 4,
  handlingMaxMs: 20,
  seed: 7,
  failEvery: 0,
  fault: 'none',
};

export const PRESET_NAMES = ['kept', 'spread', 'concurrent', 'retryMoves', 'strictRetry'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/** Scenarios with the verdicts that they end with; undefined where either may come out. */
export const ORDER_PRESETS: Record<
  PresetName,
  { scenario: OrderScenario; stored: VerdictKind; handled: VerdictKind | undefined }
> = {
  kept: { scenario: KEPT, stored: 'inOrder', handled: 'inOrder' },
  spread: { scenario: { ...KEPT, keys: 5, send: 'plain' }, stored: 'spread', handled: undefined },
  concurrent: {
    scenario: {
      ...KEPT,
      messagesPerKey: 20,
      queues: 2,
      listener: 'concurrent',
      threads: 8,
      handlingMaxMs: 50,
    },
    stored: 'inOrder',
    handled: 'inversions',
  },
  retryMoves: {
    scenario: { ...KEPT, queues: 2, retries: 5, retryQueue: 'anotherBroker', fault: 'closed' },
    stored: 'moved',
    handled: undefined,
  },
  strictRetry: {
    scenario: { ...KEPT, queues: 2, retries: 5, fault: 'closed' },
    stored: 'inOrder',
    handled: 'inOrder',
  },
};
