import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TranscriptEntry } from '../../../core/contract/operations.ts';
import { inputError } from '../../../core/model/error.ts';
import { setBridge } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { useProduction } from '../../store/production.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeOperations } from '../../testing/fake-operations.ts';
import { fakeApp, fakeSaved } from '../../testing/fake-views.ts';
import { OperationsPage } from './operations-page.tsx';
import { useOperations } from './operations-store.ts';

const PRODUCTION = fakeSaved({
  profileId: 'orders',
  name: 'orders-prod',
  colour: 'k6',
  environment: 'production',
  nameServers: 'ns-a:9876;localhost:9876',
});

let host: FakeHost;
let transcript: TranscriptEntry[];

beforeEach(() => {
  host = new FakeHost();
  transcript = [];
  host.answers['documented.describe'] = fakeOperations;
  host.answers['documented.transcript'] = () => transcript;
  host.answers['documented.handles'] = () => [
    { handle: 6, kind: 'producer', name: 'orders', phase: 'running' },
  ];
  setBridge(host);
  useOperations.setState(useOperations.getInitialState());
});
afterEach(cleanup);

async function open(name: string): Promise<HTMLElement> {
  render(<OperationsPage />);
  fireEvent.click(await screen.findByRole('option', { name }));
  return await screen.findByRole('region', { name });
}

const answer = (): HTMLElement => screen.getByRole('region', { name: 'Answer' });
const made = (name: string) => host.calls.filter((call) => call.name === name);

it('calls the chosen function and shows what it gave', async () => {
  host.answers.CreateMessage = () => 8;
  const form = await open('CreateMessage');
  fireEvent.change(within(form).getByRole('textbox', { name: 'topic' }), {
    target: { value: 'order-events' },
  });
  fireEvent.click(screen.getByRole('button', { name: /^Call/ }));
  await within(answer()).findByText('8');
  expect(made('CreateMessage')).toEqual([{ name: 'CreateMessage', input: { topic: 'order-events' } }]);
});

it('says a stored but unconfirmed send by its documented name, in amber', async () => {
  host.answers.SendMessageSync = () => ({ sendStatus: 2, offset: 7, msgId: '7F01' });
  await open('SendMessageSync');
  fireEvent.click(screen.getByRole('button', { name: /^Call/ }));
  const badge = await within(answer()).findByText('E_SEND_FLUSH_SLAVE_TIMEOUT');
  expect(badge.closest('.badge')?.classList).toContain('warn');
});

it('marks a field that cannot be written down, and calls nothing', async () => {
  const form = await open('SetDelayTimeLevel');
  const level = within(form).getByRole('textbox', { name: 'level' });
  fireEvent.change(level, { target: { value: 'soon' } });
  fireEvent.click(screen.getByRole('button', { name: /^Call/ }));
  await waitFor(() => expect(level.getAttribute('aria-invalid')).toBe('true'));
  expect(made('SetDelayTimeLevel')).toEqual([]);
});

it('shows a refusal at the field it names, and keeps what was typed', async () => {
  host.answers.CreateMessage = () => {
    throw inputError('topic', 'reserved', { value: 'TBW102' });
  };
  const form = await open('CreateMessage');
  const topic = within(form).getByRole<HTMLInputElement>('textbox', { name: 'topic' });
  fireEvent.change(topic, { target: { value: 'TBW102' } });
  fireEvent.click(screen.getByRole('button', { name: /^Call/ }));
  await waitFor(() => expect(topic.getAttribute('aria-invalid')).toBe('true'));
  expect(topic.value).toBe('TBW102');
});

it('forgets a secret once it was handed over', async () => {
  host.answers.SetProducerSessionCredentials = () => 0;
  const form = await open('SetProducerSessionCredentials');
  const secret = form.querySelector('input[type="password"]') as HTMLInputElement;
  fireEvent.change(secret, { target: { value: 'Sesame-4711' } });
  fireEvent.click(screen.getByRole('button', { name: /^Call/ }));
  await within(answer()).findByText('OK');
  expect(secret.value).toBe('');
  expect(JSON.stringify(useOperations.getState())).not.toContain('Sesame-4711');
});

it('asks once before it sends through a name server of production, and sends nothing when it must not', async () => {
  host.answers.SendMessageSync = () => ({ sendStatus: 0, offset: 7, msgId: '7F01' });
  host.answers['documented.handles'] = () => [
    { handle: 6, kind: 'producer', name: 'orders', phase: 'running', nameServers: '127.0.0.1:9876' },
  ];
  useHost.setState({ app: fakeApp({ saved: [PRODUCTION] }) });
  await open('SendMessageSync');
  const sends = () => made('SendMessageSync').length;
  const send = () => fireEvent.click(screen.getByRole('button', { name: /^Call/ }));
  const asked = () => useProduction.getState().question?.profile.name;
  send();
  await waitFor(() => expect(asked()).toBe('orders-prod'));
  act(() => useProduction.getState().answered(false));
  await within(answer()).findByText('Cancelled.');
  expect(sends()).toBe(0);
  send();
  await waitFor(() => expect(asked()).toBe('orders-prod'));
  act(() => useProduction.getState().answered(true));
  await within(answer()).findByText('E_SEND_OK');
  send();
  await waitFor(() => expect(sends()).toBe(2));
});

it('finds functions by name and by either meaning', async () => {
  render(<OperationsPage />);
  const search = await screen.findByRole('searchbox', { name: 'Find a function' });
  const names = () => screen.getAllByRole('option').map(({ textContent }) => textContent);
  fireEvent.change(search, { target: { value: 'destroymessage 的作用' } });
  expect(names()).toEqual(['DestroyMessage']);
  fireEvent.change(search, { target: { value: 'version' } });
  expect(names()).toEqual(['GetVersion']);
  expect(screen.getByRole('option', { name: 'GetVersion', selected: true })).toBeDefined();
});

it('answers a held message from the transcript', async () => {
  transcript = [{ kind: 'delivery', seq: 1, atMs: 0, delivery: 5, consumer: 7, held: true }];
  host.answers['documented.answer'] = () => 0;
  render(<OperationsPage />);
  // Lines are drawn for the height there is; none is measured here.
  fireEvent.click(await screen.findByRole('button', { name: 'Return 1 for message 5' }));
  expect(made('documented.answer')).toEqual([
    { name: 'documented.answer', input: { delivery: 5, status: 1 } },
  ]);
});

it('shows what pasted Python will call before it calls, and stops at the first failure', async () => {
  host.answers.CreateMessage = () => 8;
  host.answers.SetDelayTimeLevel = () => {
    throw inputError('level', 'range', { min: 0, max: 18 });
  };
  render(<OperationsPage />);
  fireEvent.click(await screen.findByRole('button', { name: 'Paste Python' }));
  const source = "m = CreateMessage('t')\nSetDelayTimeLevel(m, -1)\nDestroyMessage(m)";
  fireEvent.change(await screen.findByRole('textbox', { name: 'Python' }), { target: { value: source } });
  expect(screen.getByText('SetDelayTimeLevel(m, -1)')).toBeDefined();
  expect(made('CreateMessage')).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Make 3 calls' }));
  await screen.findByText('Stopped at line 2. The calls before it were made.');
  expect(made('SetDelayTimeLevel')).toEqual([
    { name: 'SetDelayTimeLevel', input: { message: 8, level: -1 } },
  ]);
  expect(made('DestroyMessage')).toEqual([]);
});
