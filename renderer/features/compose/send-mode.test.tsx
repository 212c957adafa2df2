import { Tooltip } from '@base-ui/react/tooltip';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SentRecord } from '../../../core/contract/views.ts';
import { inputError } from '../../../core/model/error.ts';
import type { SendOutcome } from '../../../core/model/send.ts';
import { setBridge } from '../../bridge/call.ts';
import { setLanguage } from '../../i18n/i18n.ts';
import { listenForKeys } from '../../keys/use-keys.ts';
import { type Draft, emptyDraft } from '../../store/drafts.ts';
import { useHost } from '../../store/host-store.ts';
import { useUi } from '../../store/ui-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeApp } from '../../testing/fake-views.ts';
import { ComposePage } from './compose-page.tsx';

// The editor measures its text, and nothing is laid out here.
vi.mock('./body/body-editor.tsx', () => ({ PLAIN_ABOVE: 1_024, BodyEditor: () => null }));

let host: FakeHost;
let outcome: SendOutcome;
let stopKeys: () => void;

const HANDED: SendOutcome = {
  kind: 'oneway',
  msgId: '7F00000100002A9F18B4C8D20A410001',
  queue: { topic: 'order-events', brokerName: 'broker-a', queueId: 3 },
  brokerAddr: '127.0.0.1:10911',
  elapsedMs: 0.4,
};

beforeEach(() => {
  host = new FakeHost();
  outcome = HANDED;
  setBridge(host);
  useHost.getState().opened(fakeApp(), [], []);
  useUi.setState({ activeProfileId: 'sandbox' });
  host.answers['topic.list'] = () => [{ topic: 'order-events', kind: 'normal' }];
  withQueues(8, 'broker-a');
  host.answers['message.send'] = ({ draft }) => sentRecord(draft.topic);
  stopKeys = listenForKeys();
});

afterEach(() => {
  cleanup();
  stopKeys();
  act(() => setLanguage('en'));
});

function sentRecord(topic: string): SentRecord {
  return {
    sendId: 1,
    profileId: 'sandbox',
    sentAtMs: 0,
    topic,
    tag: '',
    keys: [],
    delayLevel: 0,
    bodyBytes: 2,
    outcome,
  };
}

/** The topic has `count` queues on each broker. */
function withQueues(count: number, ...brokerNames: string[]): void {
  const publishQueues = brokerNames.flatMap((brokerName) =>
    Array.from({ length: count }, (_, queueId) => ({ topic: 'order-events', brokerName, queueId })),
  );
  host.answers['topic.route'] = () => ({ queues: publishQueues.length, exists: true, publishQueues });
}

async function open(patch: Partial<Draft> = {}): Promise<void> {
  const draft = { ...emptyDraft(1), topic: 'order-events', bodyText: '{}', ...patch };
  useUi.setState({ drafts: { 1: draft } });
  render(
    <Tooltip.Provider>
      <ComposePage draftId={1} />
    </Tooltip.Provider>,
  );
  await screen.findByText('8 queues');
}

const radio = (name: string): HTMLElement => screen.getByRole('radio', { name });
const textbox = (name: string): HTMLElement => screen.getByRole('textbox', { name });
const spin = (name: string): HTMLElement => screen.getByRole('spinbutton', { name });
const type = (field: HTMLElement, value: string): void => {
  fireEvent.change(field, { target: { value } });
};
/** The sentence beside a field: its fact, or what is wrong with it. */
const noteOf = (field: HTMLElement): string =>
  document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent ?? '';
const send = (): void => {
  fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
};
const sentDrafts = (): unknown[] =>
  host.calls.flatMap(({ name, input }) =>
    name === 'message.send' ? [(input as { draft: unknown }).draft] : [],
  );
const orderly = (by: Draft['orderly']['by'], patch: Partial<Draft['orderly']> = {}): Partial<Draft> => ({
  mode: 'orderly',
  orderly: { ...emptyDraft(1).orderly, by, ...patch },
});

describe('the send mode', () => {
  it('is sync at first, and says how often each mode tries', async () => {
    await open();
    const group = screen.getByRole('radiogroup', { name: 'Send' });
    expect(within(group).getByRole('radio', { checked: true }).textContent).toBe('Sync');
    expect(noteOf(group)).toBe('up to 3 attempts');
    fireEvent.click(radio('One-way'));
    expect(noteOf(group)).toBe('1 attempt, no answer');
  });

  it('goes out with the draft, and with nothing that belongs to another mode', async () => {
    await open();
    send();
    await waitFor(() => expect(sentDrafts()).toHaveLength(1));
    expect(sentDrafts()[0]).toMatchObject({ mode: 'sync' });
    expect(sentDrafts()[0]).not.toHaveProperty('orderly');
  });

  it('moves by arrow keys', async () => {
    await open();
    act(() => radio('Sync').focus());
    fireEvent.keyDown(radio('Sync'), { key: 'ArrowRight' });
    await waitFor(() => expect(radio('One-way').getAttribute('aria-checked')).toBe('true'));
  });

  it('comes back with a send of the history', () => {
    const id = useUi.getState().draftOpened({
      topic: 't',
      tag: '',
      keys: [],
      properties: [],
      body: new Uint8Array(1),
      bodyFormat: 'text',
      delayLevel: 0,
      mode: 'orderly',
      orderly: { by: 'index', number: 5, retries: 2 },
    });
    expect(useUi.getState().drafts[id]).toMatchObject(orderly('index', { index: 5, retries: 2 }));
  });
});

describe('a one-way send', () => {
  it('is handed to the socket, and no more than that is said', async () => {
    await open({ mode: 'oneway' });
    send();
    const result = screen.getByRole('region', { name: 'Send result' });
    await within(result).findByText('Handed to the socket; the broker never answers');
    expect(within(result).getByText('One-way').closest('.badge')?.className).toContain('wait');
    expect(result.textContent).toContain('7F00000100002A9F18B4C8D20A410001');
    expect(result.textContent).toContain('the Message ID is known here only');
    expect(result.textContent).not.toMatch(/Stored|Offset|Attempts/);
  });
});

describe('an orderly send', () => {
  it('shows where the key leads as Java producers hash it, and sends that key', async () => {
    await open(orderly('hash'));
    type(textbox('Sharding key'), 'ORD-20931');
    expect(noteOf(textbox('Sharding key'))).toBe('hash mod 8 = queue 5');
    send();
    await waitFor(() => expect(sentDrafts()).toHaveLength(1));
    expect(sentDrafts()[0]).toMatchObject({
      mode: 'orderly',
      orderly: { by: 'hash', key: 'ORD-20931', retries: 0 },
    });
  });

  it('needs a key, and says so at the field before anything is sent', async () => {
    await open(orderly('hash'));
    send();
    await waitFor(() => expect(textbox('Sharding key').getAttribute('aria-invalid')).toBe('true'));
    expect(noteOf(textbox('Sharding key'))).toBe('This is empty.');
    expect(sentDrafts()).toEqual([]);
  });

  it('shows where a number leads', async () => {
    await open(orderly('modulo'));
    type(spin('Number'), '20931');
    expect(noteOf(spin('Number'))).toBe('20,931 mod 8 = queue 3');
  });

  it('takes an index within the queues only', async () => {
    await open(orderly('index', { index: 7 }));
    const field = spin('Queue index');
    expect(noteOf(field)).toBe('index 7 = queue 7');
    type(field, '8');
    fireEvent.blur(field);
    await waitFor(() => expect(noteOf(field)).toBe('No such queue. The topic has 8: 0 to 7.'));
    send();
    expect(sentDrafts()).toEqual([]);
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    await waitFor(() => expect(noteOf(field)).toBe('index 7 = queue 7'));
  });

  it('names the broker when there are several', async () => {
    withQueues(4, 'broker-a', 'broker-b');
    await open(orderly('index', { index: 5 }));
    expect(noteOf(spin('Queue index'))).toBe('index 5 = broker-b queue 1');
  });

  it('keeps what was typed for each way', async () => {
    await open(orderly('hash', { key: 'ORD-1' }));
    fireEvent.click(radio('Modulo'));
    type(spin('Number'), '12');
    fireEvent.click(radio('Index'));
    type(spin('Queue index'), '3');
    fireEvent.click(radio('Key hash'));
    expect((textbox('Sharding key') as HTMLInputElement).value).toBe('ORD-1');
    fireEvent.click(radio('Modulo'));
    expect((spin('Number') as HTMLInputElement).value).toBe('12');
  });

  it('warns of retries above 0, and refuses more than 15', async () => {
    await open(orderly('hash', { key: 'k' }));
    expect(screen.getByText(/Retries 0 keeps the order/)).toBeDefined();
    type(spin('Retries'), '1');
    expect(screen.getByText(/may store a second copy, behind later messages/)).toBeDefined();
    type(spin('Retries'), '16');
    fireEvent.blur(spin('Retries'));
    await waitFor(() => expect(noteOf(spin('Retries'))).toBe('Must be from 0 to 15.'));
  });

  it('switches the delay off with the reason, sends none, and gives it back', async () => {
    await open({ delayLevel: 3 });
    const strip = screen.getByRole('radiogroup', { name: 'Delay level' });
    fireEvent.click(radio('Orderly'));
    type(textbox('Sharding key'), 'k');
    expect(noteOf(strip)).toBe('Off: a delayed message cannot keep its queue order');
    expect(strip.getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(radio('Level 4, 30 s'));
    send();
    await waitFor(() => expect(sentDrafts()).toHaveLength(1));
    expect(sentDrafts()[0]).toMatchObject({ delayLevel: 0 });
    fireEvent.click(radio('Sync'));
    expect(radio('Level 3, 10 s').getAttribute('aria-checked')).toBe('true');
  });

  it('shows the host’s word about the queue at the field', async () => {
    await open(orderly('index', { index: 6 }));
    host.answers['message.send'] = () => {
      throw inputError('queueIndex', 'range', { min: 0, max: 3, count: 4 });
    };
    send();
    await waitFor(() => expect(noteOf(spin('Queue index'))).toBe('No such queue. The topic has 4: 0 to 3.'));
  });

  it('speaks Chinese', async () => {
    await open(orderly('hash', { key: 'ORD-20931', retries: 1 }));
    act(() => setLanguage('zh'));
    expect(screen.getByRole('radiogroup', { name: '发送方式' }).textContent).toBe('同步单向顺序');
    expect(screen.getByRole('radiogroup', { name: '选择队列' }).textContent).toBe('Key 哈希取模指定队列');
    expect(noteOf(textbox('分片键'))).toBe('哈希取模 8 = 队列 5');
    expect(screen.getByText('重试可能在后续消息之后再存一份。')).toBeDefined();
    expect(screen.getByText('已关闭：延迟消息无法保持队列顺序')).toBeDefined();
  });
});
