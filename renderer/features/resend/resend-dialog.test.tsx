// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { MessageRef } from '../../../core/contract/message-ref.ts';
import type { ResendOutcome, ResendPlan, ResendRunView } from '../../../core/contract/resend.ts';
import { inputError, stateError } from '../../../core/model/error.ts';
import { setBridge } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { useProduction } from '../../store/production.ts';
import { useUi } from '../../store/ui-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeApp, fakeProfile } from '../../testing/fake-views.ts';
import { editCopy } from './edit-copy.ts';
import { ResendDialogs } from './resend-dialog.tsx';
import { useResend } from './resend-store.ts';

const NONE = { stored: 0, unconfirmed: 0, oneway: 0, noAnswer: 0, notStored: 0, notSent: 0 };
const ref = (seq: number): MessageRef => ({ kind: 'browse', browseId: 1, seq });
const PLAN: ResendPlan = {
  title: 'PAY-1',
  place: '%DLQ%payment-worker q0 @1',
  topic: 'payment-callback',
  deadLetterOf: 'payment-worker',
  fields: [
    { group: 'field', name: 'delayLevel', original: '3', sent: '0', why: 'retryLevel' },
    { group: 'property', name: 'UNIQ_KEY', original: 'ID', why: 'reserved', renewed: true },
    { group: 'property', name: 'GANTRY_ORIGIN', sent: 'a/ID', why: 'link' },
  ],
  linkLeftOut: false,
};

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost();
  setBridge(host);
  host.answers['resend.plan'] = () => PLAN;
  host.answers['message.push.groups'] = () => ({ groups: ['audit-tap', 'payment-worker'], unread: [] });
  host.answers['topic.list'] = () => [];
  host.answers['topic.route'] = () => ({ queues: 4, exists: true, publishQueues: [] });
  host.answers['resend.survey'] = () => ({
    topics: [
      { topic: 'a', messages: 2 },
      { topic: '', messages: 1 },
    ],
    deadLetters: 3,
    unreadable: undefined,
  });
  useHost.setState({ app: fakeApp(), profiles: { sandbox: fakeProfile() }, resends: {}, sent: [] });
  useResend.setState({ request: undefined, link: true, origins: {} });
  useProduction.setState({ question: undefined, agreed: new Set() });
});
afterEach(cleanup);

function ask(refs: [MessageRef, ...MessageRef[]], onDone?: (done: readonly number[]) => void): void {
  render(<ResendDialogs />);
  useResend.getState().asked({ profileId: 'sandbox', refs, ...(onDone === undefined ? {} : { onDone }) });
}

/** A host whose runs are over at once, with these outcomes. */
function runsTo(outcomes: ResendOutcome[]): void {
  const counts = { ...NONE };
  for (const { state } of outcomes) counts[state]++;
  const total = outcomes.length;
  const run: ResendRunView = { runId: 1, profileId: 'sandbox', state: 'done', total, done: total, counts };
  host.answers['resend.start'] = () => run;
  host.answers['resend.outcomes'] = ({ which, from, count }) => {
    const rows = outcomes.filter(({ state }) => which === 'all' || state !== 'stored');
    return { total: rows.length, from, rows: rows.slice(from, from + count) };
  };
}
const called = (name: string): unknown[] =>
  host.calls.filter((call) => call.name === name).map(({ input }) => input);

it('shows what differs, that the dead letter stays, and who gets the copy, before anything is sent', async () => {
  ask([ref(1)]);
  const dialog = await screen.findByRole('dialog', { name: 'Resend PAY-1' });
  const row = (name: string): HTMLElement => screen.getByRole('row', { name: new RegExp(`^${name}`) });
  expect(row('Delay level').textContent).toContain('Was level 3, may be a retry’s');
  expect(row('UNIQ_KEY').textContent).toContain('new at send');
  expect(row('GANTRY_ORIGIN').textContent).toContain('Added: link to the original');
  expect(within(dialog).getByText('The dead letter stays: resending does not remove it.')).toBeTruthy();
  await within(dialog).findByText(/^2 groups read payment-callback .*: audit-tap, payment-worker\.$/);
  expect(called('resend.start')).toEqual([]);
});

it('says why it is not known who reads the topic', async () => {
  host.answers['message.push.groups'] = () => {
    throw stateError('notConnected');
  };
  ask([ref(1)]);
  expect(await screen.findByText(/^Who reads payment-callback is not known\./)).toBeTruthy();
});

it('reads the plan again without the link, and sends by the key', async () => {
  runsTo([{ at: 0, title: 'PAY-1', state: 'stored' }]);
  ask([ref(1)]);
  const dialog = await screen.findByRole('dialog', { name: 'Resend PAY-1' });
  fireEvent.click(within(dialog).getByRole('checkbox', { name: /^Link to the original/ }));
  await waitFor(() =>
    expect(called('resend.plan').at(-1)).toEqual({
      ref: ref(1),
      target: { profileId: 'sandbox', link: false },
    }),
  );
  fireEvent.keyDown(dialog, { key: 'Enter', ctrlKey: true });
  await waitFor(() =>
    expect(called('resend.start')).toEqual([
      { refs: [ref(1)], target: { profileId: 'sandbox', link: false } },
    ]),
  );
  fireEvent.keyDown(dialog, { key: 'Enter', ctrlKey: true });
  expect(called('resend.start')).toHaveLength(1);
});

it('asks for a topic where nothing says which', async () => {
  host.answers['resend.plan'] = ({ target }) =>
    target.topic === undefined ? { ...PLAN, topic: '', problem: inputError('topic', 'empty').data } : PLAN;
  ask([ref(1)]);
  expect(await screen.findByText('Nothing says where it was sent to first. Name a topic.')).toBeTruthy();
  const send = screen.getByRole('button', { name: /^Resend as is/ });
  expect(send.getAttribute('aria-disabled')).toBe('true');
  fireEvent.change(screen.getByRole('combobox', { name: 'Topic' }), { target: { value: 'other' } });
  await waitFor(() => expect(screen.getByRole('button', { name: /^Resend to other/ })).toBeTruthy());
});

it('tells whoever asked which copies are stored; the failed ones are not among them', async () => {
  const done: (readonly number[])[] = [];
  runsTo([
    { at: 0, title: 'PAY-1', state: 'stored' },
    { at: 1, title: 'PAY-2', state: 'notSent', error: stateError('readOnly').data },
    { at: 2, title: 'PAY-3', state: 'stored' },
  ]);
  ask([ref(1), ref(2), ref(3)], (stored) => done.push(stored));
  const dialog = await screen.findByRole('dialog', { name: 'Resend 3 messages' });
  await within(dialog).findByText(/each goes to the topic it was first sent to, a \(2\), not known \(1\)/);
  expect(within(dialog).getByText(/^1 message does not say where/)).toBeTruthy();
  fireEvent.click(within(dialog).getByRole('button', { name: /^Resend 3/ }));
  await within(dialog).findByText('Resent 3 of 3');
  await waitFor(() => expect(done).toEqual([[0, 2]]));
  expect(within(dialog).getByRole('radio', { name: 'Failed 1' })).toBeTruthy();
});

it('asks on production first, and sends nothing after a no', async () => {
  useHost.setState({ profiles: { sandbox: fakeProfile({ environment: 'production' }) } });
  runsTo([{ at: 0, title: 'PAY-1', state: 'stored' }]);
  ask([ref(1)]);
  const send = await screen.findByRole('button', { name: /^Resend to payment-callback/ });
  fireEvent.click(send);
  expect(useProduction.getState().question?.act).toBe('send');
  useProduction.getState().answered(false);
  expect(called('resend.start')).toEqual([]);
  fireEvent.click(await screen.findByRole('button', { name: /^Resend to payment-callback/ }));
  useProduction.getState().answered(true);
  await waitFor(() => expect(called('resend.start')).toHaveLength(1));
});

it('sends nothing on a read only connection, and says so', async () => {
  useHost.setState({ profiles: { sandbox: fakeProfile({ readOnly: true }) } });
  ask([ref(1)]);
  const send = await screen.findByRole('button', { name: /^Resend to payment-callback/ });
  expect(send.getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(send);
  expect(called('resend.start')).toEqual([]);
});

it('opens an edited copy with its origin', async () => {
  host.answers['resend.draft'] = () => ({
    ...PLAN,
    draft: {
      topic: 'payment-callback',
      tag: 'failed',
      keys: ['PAY-1'],
      properties: [['GANTRY_ORIGIN', 'a/ID']],
      body: new Uint8Array([0, 255]),
      bodyFormat: 'hex',
      delayLevel: 0,
      mode: 'sync',
    },
  });
  await editCopy(ref(1), 'sandbox');
  const { drafts, nextDraftId } = useUi.getState();
  const draft = drafts[nextDraftId - 1];
  expect(draft).toMatchObject({ bodyText: '00 ff', bodyFormat: 'hex', variables: true });
  expect(useResend.getState().origins[nextDraftId - 1]).toMatchObject({ ref: ref(1), title: 'PAY-1' });
});
