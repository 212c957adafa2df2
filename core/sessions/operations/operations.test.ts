import { expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import type { EventMessage } from '../../contract/contract.ts';
import { DOCUMENTED_NAMES } from '../../contract/documented.ts';
import { MASKED_SECRET, type TranscriptEntry } from '../../contract/operations.ts';
import { describeOperations } from './describe.ts';
import { OperationsSession } from './operations-session.ts';
import { TRANSCRIPT_ENTRIES, Transcript } from './transcript.ts';

const WINDOW = 'window-1';

function session() {
  const clock = new ManualClock();
  const events: EventMessage[] = [];
  const { handlers } = new OperationsSession({
    clock,
    holdDeadlineMs: () => 60_000,
    emit: (message) => events.push(message),
  });
  const list = async (): Promise<TranscriptEntry[]> => handlers['documented.transcript']({}, WINDOW);
  return { clock, events, handlers, list };
}

it('describes every documented function, with a meaning of each parameter in both languages', () => {
  const { operations, enums } = describeOperations();
  expect(operations.map(({ name }) => name)).toEqual(DOCUMENTED_NAMES);
  const untold = operations.flatMap(({ name, parameters }) =>
    parameters.flatMap((parameter) =>
      parameter.meaning.en === '' || parameter.meaning.zh === '' ? `${name}.${parameter.name}` : [],
    ),
  );
  expect(untold).toEqual([]);
  expect(enums.map(({ name }) => name)).toEqual(['CConsumeStatus', 'CSendStatus', 'CStatus']);
});

it.each([
  ['GetMessageBody', 'message', 'received'],
  ['SetMessageBody', 'message', 'message'],
  ['SendMessageSync', 'producer', 'producer'],
  ['Subscribe', 'consumer', 'consumer'],
] as const)('%s asks for a handle of a %s of the kind %s', (name, parameter, handleKind) => {
  const operation = describeOperations().operations.find((known) => known.name === name);
  expect(operation?.parameters.find((known) => known.name === parameter)).toMatchObject({
    kind: 'handle',
    handleKind,
  });
});

it.each([
  ['SetMessageBody', 'body', 'body'],
  ['SetByteMessageBody', 'body', 'bytes'],
  ['SetDelayTimeLevel', 'level', 'integer'],
  ['SetProducerSessionCredentials', 'secretKey', 'secret'],
  ['SendMessageOrderly', 'queueSelectorCallback', 'selector'],
  ['SendMessageOrderly', 'args', 'any'],
  ['RegisterMessageCallback', 'callback', 'hold'],
  ['GetMsgId', 'result', 'sendResult'],
] as const)('%s asks for %s as %s', (name, parameter, kind) => {
  const operation = describeOperations().operations.find((known) => known.name === name);
  expect(operation?.parameters.find((known) => known.name === parameter)?.kind).toBe(kind);
});

it('writes a call down when it is made, and again when it ends', async () => {
  const { events, handlers, list } = session();
  const handle = await handlers.CreateMessage({ topic: 'order-events' }, WINDOW);
  const made = { kind: 'call', seq: 1, name: 'CreateMessage', input: { topic: 'order-events' } };
  expect(events.map(({ data }) => data)).toMatchObject([
    made,
    { ...made, ended: { ok: true, value: handle, tookMs: 0 } },
  ]);
  await expect(handlers.SetMessageTags({ message: 9_999, tag: 'paid' }, WINDOW)).resolves.toBe(1);
  expect(await list()).toHaveLength(2);
});

it('writes down what a call threw, and lets it through', async () => {
  const { handlers, list } = session();
  await expect(handlers.CreateMessage({ topic: 'no blanks' }, WINDOW)).rejects.toThrow();
  expect(await list()).toMatchObject([{ ended: { ok: false, error: { code: 'INPUT' } } }]);
});

it('keeps no secret', async () => {
  const { events, handlers, list } = session();
  const producer = await handlers.CreateProducer({ name: 'orders' }, WINDOW);
  await handlers.SetProducerSessionCredentials(
    { producer, accessKey: 'kim', secretKey: 'Sesame-4711' },
    WINDOW,
  );
  expect(JSON.stringify([events, await list()])).not.toContain('Sesame-4711');
  expect((await list())[1]).toMatchObject({ input: { accessKey: 'kim', secretKey: MASKED_SECRET } });
});

it('tells what a held message was answered with, or that it was not', () => {
  const clock = new ManualClock();
  const told: TranscriptEntry[] = [];
  const transcript = new Transcript(clock, (entry) => told.push(entry));
  const { handlers } = session();
  const taking: typeof handlers = { ...handlers, 'documented.answer': () => 0 };
  const recorded = transcript.recording(taking);
  transcript.delivered({ delivery: 5, consumer: 3, held: true });
  transcript.delivered({ delivery: 9, consumer: 3, held: true });
  void recorded['documented.answer']({ delivery: 5, status: 1 }, WINDOW);
  transcript.delivered({ delivery: 5, consumer: 3, held: false });
  transcript.delivered({ delivery: 9, consumer: 3, held: false });
  expect(transcript.list()).toMatchObject([
    { seq: 1, delivery: 5, held: false, status: 1 },
    { seq: 2, delivery: 9, held: false },
  ]);
  expect(transcript.list()[1]).not.toHaveProperty('status');
  expect(told.map(({ seq }) => seq)).toEqual([1, 2, 1, 2]);
});

it('is cleared but for what is open, and bounded', async () => {
  const { handlers, list } = session();
  for (let n = 0; n < TRANSCRIPT_ENTRIES + 5; n++) await handlers.GetVersion({}, WINDOW);
  const entries = await list();
  expect(entries).toHaveLength(TRANSCRIPT_ENTRIES);
  expect(entries[0]?.seq).toBe(6);
  await handlers['documented.transcript.clear']({}, WINDOW);
  expect(await list()).toEqual([]);

  const transcript = new Transcript(new ManualClock(), () => undefined);
  transcript.delivered({ delivery: 5, consumer: 3, held: true });
  transcript.clear();
  expect(transcript.list()).toHaveLength(1);
});
