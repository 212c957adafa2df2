// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MessageRef } from '../../../../../core/contract/message-ref.ts';
import type { EditedCopy } from '../../../../../core/contract/resend.ts';
import type { SendDraft } from '../../../../../core/contract/views.ts';
import type { MessageRow } from '../../../../../core/model/consume.ts';
import { stateError } from '../../../../../core/model/error.ts';
import { setBridge } from '../../../../bridge/call.ts';
import { text } from '../../../../i18n/i18n.ts';
import { useHost } from '../../../../store/host-store.ts';
import { FakeHost } from '../../../../testing/fake-host.ts';
import { fakeApp, fakeDetail, fakeProfile } from '../../../../testing/fake-views.ts';
import type { RowAction, RowTarget } from '../../row-action.ts';
import { COPY_ACTIONS } from '../../row-actions.ts';
import { copyJson } from './copy-json.ts';

let host: FakeHost;
let copied: string;

beforeEach(() => {
  host = new FakeHost();
  setBridge(host);
  useHost.getState().opened(fakeApp(), [], []);
  const clipboard = {
    writeText: async (written: string) => {
      copied = written;
    },
  };
  vi.stubGlobal('navigator', { clipboard });
});

interface ConsumerTarget extends RowTarget {
  row: MessageRow;
}

function rows(count: number): ConsumerTarget[] {
  return host
    .add(count, 'acked')
    .map((row) => ({ ref: { kind: 'consumer', consumerId: 1, seq: row.seq }, row }));
}

async function run(action: RowAction, targets: readonly RowTarget[]): Promise<void> {
  const [first, ...others] = targets;
  if (first === undefined) throw new Error('no row');
  await action.run([first, ...others], {
    profileId: 'sandbox',
    t: text,
    read: async () => {
      throw stateError('unknownId');
    },
    showDialog: () => undefined,
  });
}

const byLabel = (label: RowAction['label']): RowAction => {
  const action = COPY_ACTIONS.find((known) => known.label === label);
  if (action === undefined) throw new Error(label);
  return action;
};

describe('as JSON', () => {
  it('has every field of a stored message, and says how its body is written', async () => {
    const targets = rows(2);
    const bodies = [new TextEncoder().encode('{"id":1}'), Uint8Array.of(0xff, 0)];
    host.answers['consumer.message'] = ({ seq }) => {
      const at = targets.findIndex(({ row }) => row.seq === seq);
      const { row } = targets[at] ?? {};
      if (row === undefined) throw stateError('unknownId');
      return { ...fakeDetail(row), body: bodies[at] ?? new Uint8Array(), properties: [['region', 'eu']] };
    };
    await run(copyJson, targets);
    expect(JSON.parse(copied)).toMatchObject([
      {
        topic: 'order-events',
        broker: 'broker-a',
        offset: 18_001,
        keys: 'ORD-1',
        messageId: targets[0]?.row.uniqueKey,
        bodyEncoding: 'text',
        body: '{"id":1}',
        properties: [['region', 'eu']],
      },
      { keys: 'ORD-2', bodyEncoding: 'base64', body: '/wA=' },
    ]);
  });

  it('is one object for one row, and has of a send only what was sent', async () => {
    const ref: MessageRef = { kind: 'sent', sendId: 7 };
    host.answers['message.read'] = () => ({
      topic: 'order-events',
      tag: 'paid',
      keys: ['A', 'B'],
      properties: [],
      body: new TextEncoder().encode('hello'),
    });
    await run(
      copyJson,
      rows(1).map(({ row }) => ({ ref, row })),
    );
    expect(JSON.parse(copied)).toEqual({
      topic: 'order-events',
      tag: 'paid',
      keys: 'A B',
      bodyBytes: 5,
      bodyEncoding: 'text',
      body: 'hello',
      properties: [],
    });
  });

  it('is refused for more rows than a clipboard should carry', () => {
    const [first, ...others] = rows(101);
    if (first === undefined) throw new Error('no row');
    expect(copyJson.whyNot?.([first, ...others])).toBe('message.why.tooManyToCopy');
    expect(copyJson.whyNot?.([first, ...others.slice(1)])).toBeUndefined();
  });
});

describe('as code', () => {
  beforeEach(() => {
    const draft: SendDraft = {
      topic: 'order-events',
      tag: '',
      keys: ['ORD-1'],
      properties: [],
      body: new TextEncoder().encode('hello'),
      bodyFormat: 'text',
      delayLevel: 0,
      mode: 'sync',
    };
    host.answers['resend.draft'] = () => ({ draft, fields: [] }) as unknown as EditedCopy;
    useHost.setState({
      profiles: {
        sandbox: fakeProfile({ nameServerSource: '10.0.0.9:9876', accessKey: 'AK-secret' }),
      },
    });
  });

  it.each([
    ['message.action.copyCode.python', "CreateMessage('order-events')"],
    ['message.action.copyCode.java', 'new Message('],
    ['message.action.copyCode.go', 'primitive.NewMessage('],
    ['message.action.copyCode.node', 'CreateMessage('],
    ['message.action.copyCode.mqadmin', 'mqadmin sendMessage -n 10.0.0.9:9876 -t order-events'],
  ] as const)(
    '%s sends the message to the connection’s address, without its keys',
    async (label, expected) => {
      await run(byLabel(label), rows(1));
      expect(copied).toContain(expected);
      expect(copied).toContain('10.0.0.9:9876');
      expect(copied).not.toContain('AK-secret');
    },
  );

  it('writes several messages where programs can follow one another', async () => {
    await run(byLabel('message.action.copyCode.mqadmin'), rows(2));
    expect(copied.match(/mqadmin sendMessage/g)).toHaveLength(2);
    expect(byLabel('message.action.copyCode.java').takes).toBe('one');
  });
});
