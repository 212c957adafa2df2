import { Tooltip } from '@base-ui/react/tooltip';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { QueueView } from '../../../../core/model/consume.ts';
import { GantryError } from '../../../../core/model/error.ts';
import { setBridge } from '../../../bridge/call.ts';
import { FakeHost } from '../../../testing/fake-host.ts';
import { fakeView } from '../../../testing/fake-views.ts';
import { QueuesSummary } from '../queues-summary.tsx';
import { QueuesPanel } from './queues-panel.tsx';

const refusal = new GantryError('RESPONSE', { responseCode: 16 });

/** Why a queue of ours is not pulled, and what stands there then. */
const TROUBLES: [string, Partial<QueueView>, RegExp][] = [
  ['count', { stoppedBecause: 'count' }, /^Not pulling: many messages of it are undecided$/],
  ['bytes', { stoppedBecause: 'bytes' }, /^Not pulling: its undecided messages take much memory$/],
  ['span', { stoppedBecause: 'span' }, /^Not pulling: its undecided offsets lie far apart$/],
  ['paused', { stoppedBecause: 'paused' }, /^Not pulling: paused$/],
  ['error', { stoppedBecause: 'error' }, /^Not pulling: the broker refused$/],
  ['a lock', { lock: 'waiting' }, /^Waiting for the lock$/],
  [
    'what the broker said',
    { stoppedBecause: 'error', lastError: refusal.data },
    /^The broker does not permit this/,
  ],
];

function viewOf(patch: Partial<QueueView>) {
  const queue = { topic: 'order-events', brokerName: 'broker-a', queueId: 3 };
  return fakeView({ queues: [{ queue, owner: 'us', undecided: 7, ...patch }] });
}

beforeEach(() => {
  // happy-dom lays nothing out.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  setBridge(new FakeHost());
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('a queue that is not pulled', () => {
  it.each(TROUBLES)('says so in the panel: %s', async (_why, patch, text) => {
    render(<QueuesPanel consumer={viewOf(patch)} />);
    const line = await screen.findByRole('row', { name: /order-events/ });
    const said = within(line).getByText(text);
    expect(said.className).toContain('queue-trouble');
  });

  it.each(TROUBLES)('says so where its share is named: %s', async (_why, patch, text) => {
    render(
      <Tooltip.Provider delay={0}>
        <QueuesSummary consumer={viewOf(patch)} panel={{ open: false, toggle: () => undefined }} />
      </Tooltip.Provider>,
    );
    fireEvent.focus(screen.getByRole('listitem'));
    const facts = await screen.findByText(/order-events.*7/);
    const sentences = (facts.textContent ?? '').split('. ');
    expect(sentences.some((sentence) => text.test(sentence))).toBe(true);
  });
});
