import { Tooltip } from '@base-ui/react/tooltip';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SendRunView } from '../../../core/contract/compose.ts';
import type { ProfileView } from '../../../core/contract/views.ts';
import { bytesOfBody } from '../../../core/model/body-text.ts';
import { inputError } from '../../../core/model/error.ts';
import { setBridge } from '../../bridge/call.ts';
import { listenForKeys } from '../../keys/use-keys.ts';
import { type Draft, draftForm, draftFromForm, draftFromSend, emptyDraft } from '../../store/drafts.ts';
import { useHost } from '../../store/host-store.ts';
import { useProduction } from '../../store/production.ts';
import { useUi } from '../../store/ui-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeApp, fakeProfile } from '../../testing/fake-views.ts';
import { ComposePage } from './compose-page.tsx';

// The editor measures its text, and nothing is laid out here.
vi.mock('./body/body-editor.tsx', () => ({ PLAIN_ABOVE: 1_024, BodyEditor: () => null }));

let host: FakeHost;
let stopKeys: () => void;

const RUN: SendRunView = {
  runId: 7,
  profileId: 'sandbox',
  state: 'running',
  total: 20,
  done: 5,
  counts: { stored: 4, unconfirmed: 0, oneway: 0, noAnswer: 0, notStored: 1, notSent: 0 },
  repeat: { count: 20, everyMs: 200, stopOnFailure: false, batch: false },
  startedAtMs: 0,
};

beforeEach(() => {
  host = new FakeHost();
  setBridge(host);
  useHost.getState().opened(fakeApp(), [], []);
  useUi.setState({ activeProfileId: 'sandbox' });
  host.answers['topic.list'] = () => [];
  host.answers['topic.route'] = () => ({ queues: 8, exists: true, publishQueues: [] });
  host.answers['send.run.start'] = () => RUN;
  stopKeys = listenForKeys();
});

afterEach(() => {
  cleanup();
  stopKeys();
});

async function open(patch: Partial<Draft> = {}, others: Draft[] = []): Promise<void> {
  const draft = { ...emptyDraft(1), topic: 'order-events', bodyText: '{}', ...patch };
  const drafts = [draft, ...others];
  useUi.setState({
    drafts: Object.fromEntries(drafts.map((one) => [one.draftId, one])),
    tabs: drafts.map(({ draftId }) => ({ id: `draft-${draftId}`, kind: 'draft', draftId })),
    nextDraftId: drafts.length + 1,
  });
  render(
    <Tooltip.Provider>
      <ComposePage draftId={1} />
    </Tooltip.Provider>,
  );
  await screen.findByText('8 queues');
}

const now = (): Draft => useUi.getState().drafts[1] ?? emptyDraft(1);
const press = (): void => {
  fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
};
const tab = (name: string): void => {
  fireEvent.click(screen.getByRole('tab', { name }));
};
const inputOf = (name: string): Record<string, unknown> | undefined =>
  host.calls.filter((call) => call.name === name).at(-1)?.input as Record<string, unknown> | undefined;

describe('the body’s formats', () => {
  it('change how the bytes are written, never the bytes', async () => {
    await open({ bodyText: '{"é":1}\r\n' });
    const before = bytesOfBody('json', now().bodyText);
    for (const format of ['Hex', 'Base64', 'Text', 'XML', 'JSON']) {
      tab(format);
      expect(bytesOfBody(now().bodyFormat, now().bodyText)).toEqual(before);
    }
    expect(now().bodyText).toBe('{"é":1}\r\n');
  });

  it('refuse what they cannot say, and leave it as it is', async () => {
    await open({ bodyText: 'ff fe', bodyFormat: 'hex' });
    tab('JSON');
    expect(screen.getByText('These bytes are no UTF-8 text. They stay as they are.')).toBeDefined();
    expect(now()).toMatchObject({ bodyText: 'ff fe', bodyFormat: 'hex' });
    expect(screen.getByText('Not UTF-8 text')).toBeDefined();
    act(() => useUi.getState().draftEdited(1, { bodyText: 'f' }));
    tab('Base64');
    expect(screen.getByText('First mend what stands here: it says no bytes.')).toBeDefined();
    expect(now().bodyText).toBe('f');
  });

  it.each([
    [{ bodyFormat: 'hex', bodyText: 'ff g' }, 'No pair of hex digits at line 1, column 4.'],
    [{ bodyFormat: 'base64', bodyText: 'a' }, 'No Base64 at line 1, column 2.'],
    [{ bodyFormat: 'xml', bodyText: '<a>' }, 'Not well-formed XML at line 1, column 4.'],
    [{ bodyFormat: 'json', bodyText: '{"a":{{uuid}}}' }, 'Not valid JSON at line 1, column 6.'],
    [{ bodyFormat: 'json', bodyText: '{"a":"{{int 2 1}}"}' }, '{{int 2 1}} is no variable.'],
  ] as const)('are checked before a send: %o', async (patch, reason) => {
    await open(patch);
    press();
    await screen.findByText(new RegExp(reason.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
    expect(inputOf('message.send')).toBeUndefined();
  });
});

describe('variables', () => {
  it('go to the host with the number they are at, which then rises', async () => {
    await open({ bodyText: '{"n":{{seq}}}', nextSeq: 41 });
    expect(screen.getByText('Next 3: seq 41, 42, 43')).toBeDefined();
    press();
    await waitFor(() => expect(inputOf('message.send')).toBeDefined());
    expect(inputOf('message.send')?.variables).toEqual({ seq: 41, scope: now().draftKey });
  });

  it('are plain text when switched off', async () => {
    await open({ bodyText: '{"n":"{{seq}}"}' });
    fireEvent.click(screen.getByRole('checkbox', { name: 'Variables' }));
    press();
    await waitFor(() => expect(inputOf('message.send')).toBeDefined());
    expect(inputOf('message.send')?.variables).toBeUndefined();
  });

  it('may stand in a key, blanks and all', async () => {
    await open();
    const keys = screen.getByRole('textbox', { name: 'Keys' });
    for (const value of ['k-{{int', 'k-{{int 1', 'k-{{int 1 9}} '])
      fireEvent.change(keys, { target: { value } });
    expect(now().keys).toEqual(['k-{{int 1 9}}']);
  });

  it('ask before the environment is read, and send when allowed', async () => {
    let allowed = false;
    host.answers['environment.allow'] = () => {
      allowed = true;
      return null;
    };
    host.answers['message.send'] = () => {
      if (!allowed) throw inputError('body', 'variableEnv', { value: '{{env HOME}}', name: 'HOME' });
      throw inputError('topic', 'empty');
    };
    await open({ bodyText: '"{{env HOME}}"' });
    press();
    fireEvent.click(await screen.findByRole('button', { name: 'Read HOME' }));
    await waitFor(() => expect(host.calls.filter(({ name }) => name === 'message.send')).toHaveLength(2));
    expect(inputOf('environment.allow')).toEqual({ scope: now().draftKey, name: 'HOME' });
  });
});

describe('several sends', () => {
  it('are one run, whose progress stands beside the form and can be stopped', async () => {
    host.answers['send.run.stop'] = () => ({ ...RUN, state: 'stopped', done: 6 });
    await open({ repeat: { ...RUN.repeat } });
    fireEvent.click(screen.getByRole('button', { name: /^Send 20/ }));
    const result = await screen.findByText('Sending: 5 of 20');
    expect(inputOf('send.run.start')).toMatchObject({
      repeat: RUN.repeat,
      items: [{ variables: { seq: 1 } }],
    });
    expect(result.closest('section')?.textContent).toContain('Not stored1');
    expect(now().nextSeq).toBe(21);
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    await screen.findByText('Stopped after 6 of 20');
  });

  it('cannot be one batch with a delay, and say why', async () => {
    await open({ delayLevel: 3 });
    expect(screen.getByRole('checkbox', { name: 'Send as one batch' }).getAttribute('aria-disabled')).toBe(
      'true',
    );
    fireEvent.click(screen.getByRole('checkbox', { name: 'Send as one batch' }));
    expect(now().repeat.batch).toBe(false);
  });

  it('go through a list of drafts in the order they were checked', async () => {
    const second = { ...emptyDraft(2), topic: 'payment-callback', bodyText: '1' };
    const third = { ...emptyDraft(3), topic: 'inventory-sync', bodyText: '' };
    await open({}, [second, third]);
    fireEvent.click(screen.getByRole('button', { name: 'Send list' }));
    const list = within(screen.getByRole('region', { name: 'Send list' }));
    fireEvent.click(list.getByRole('checkbox', { name: /inventory-sync/ }));
    press();
    expect(list.getByText('Something in this draft is wrong: open its tab.')).toBeDefined();
    expect(inputOf('send.run.start')).toBeUndefined();
    fireEvent.click(list.getByRole('checkbox', { name: /inventory-sync/ }));
    fireEvent.click(list.getByRole('checkbox', { name: /order-events/ }));
    fireEvent.click(list.getByRole('checkbox', { name: /payment-callback/ }));
    fireEvent.click(list.getByRole('checkbox', { name: /order-events/ }));
    press();
    await waitFor(() => expect(inputOf('send.run.start')).toBeDefined());
    const items = inputOf('send.run.start')?.items as { draft: { topic: string } }[];
    expect(items.map(({ draft }) => draft.topic)).toEqual(['payment-callback', 'order-events']);
  });
});

describe('code', () => {
  it('is the draft, and pasted it is a draft again', async () => {
    await open({ tag: 'paid', keys: ['K1'] });
    fireEvent.click(screen.getByRole('button', { name: 'Paste as message' }));
    const code = screen.getByRole('region', { name: 'Code' }).textContent ?? '';
    fireEvent.change(screen.getByRole('textbox', { name: 'Paste Python calls' }), {
      target: { value: code },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Fill the form' }));
    expect(useUi.getState().drafts[2]).toMatchObject({
      topic: 'order-events',
      tag: 'paid',
      keys: ['K1'],
      bodyText: '{}',
      bodyFormat: 'json',
    });
  });

  it('that does anything else is refused with its line and the reason', async () => {
    await open();
    tab('Code');
    fireEvent.change(screen.getByRole('textbox', { name: 'Paste Python calls' }), {
      target: { value: "from librocketmqclientpython import *\nos.system('x')" },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Fill the form' }));
    expect(screen.getByRole('alert').textContent).toBe('Line 2: os.system is no documented function.');
    expect(useUi.getState().drafts[2]).toBeUndefined();
  });
});

describe('a draft that is kept', () => {
  it('comes back as it was', () => {
    const draft = {
      ...emptyDraft(1),
      bodyText: '\r\n\ud800',
      keyTyping: 'half',
      properties: [{ id: 4, name: 'a', value: '' }],
    };
    expect(draftForm(draftFromForm(9, draftForm(draft)))).toEqual(draftForm(draft));
  });

  it('of a message that exists has its braces as text, and its bytes as they are', () => {
    const sent = {
      topic: 't',
      tag: '',
      keys: [],
      properties: [],
      body: Uint8Array.of(255),
      bodyFormat: 'text',
      delayLevel: 0,
      mode: 'sync',
    } as const;
    expect(draftFromSend(1, { ...sent, keys: [], properties: [] })).toMatchObject({
      bodyFormat: 'hex',
      bodyText: 'ff',
      variables: true,
    });
    const braces = { ...sent, keys: ['{{seq}}'], properties: [], body: Uint8Array.of(97) };
    expect(draftFromSend(1, braces)).toMatchObject({ variables: false, bodyText: 'a' });
  });

  it('warns of a reserved property with what it does', async () => {
    await open({ properties: [{ id: 1, name: 'TRAN_MSG', value: 'true' }] });
    const warning = screen.getByText(/TRAN_MSG is reserved and cannot be sent/);
    expect(warning.textContent).toContain('transaction');
    expect(screen.getByRole('textbox', { name: 'Property name' }).getAttribute('aria-describedby')).toBe(
      warning.id,
    );
  });
});

describe('production and read only', () => {
  const openOn = async (profile: Partial<ProfileView>, patch: Partial<Draft>): Promise<void> => {
    useProduction.setState({ question: undefined, agreed: new Set() });
    useHost.setState({ profiles: { sandbox: fakeProfile(profile) } });
    await open(patch);
  };
  const starts = (): number => host.calls.filter(({ name }) => name === 'send.run.start').length;
  const repeat = { count: 20, everyMs: 0, stopOnFailure: true, batch: false };

  it.each([
    ['repeats', { repeat }],
    ['a batch', { repeat: { ...repeat, batch: true } }],
  ])('ask once per tab before %s', async (_what, patch) => {
    await openOn({ environment: 'production' }, patch);
    press();
    expect([starts(), useProduction.getState().question?.act]).toEqual([0, 'send']);
    act(() => useProduction.getState().answered(true));
    await waitFor(() => expect(starts()).toBe(1));
    press();
    await waitFor(() => expect(starts()).toBe(2));
  });

  it('refuse with the reason', async () => {
    await openOn({ readOnly: true }, { repeat });
    press();
    const send = screen.getByRole('button', { name: 'Send 20' });
    expect(send.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText('This connection is read only')).toBeDefined();
    expect(starts()).toBe(0);
  });
});
