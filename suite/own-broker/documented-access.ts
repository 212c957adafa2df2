import type { ConsumerHandle, ProducerHandle } from '../../core/documented-api/index.ts';
import { CStatus, DocumentedApi } from '../../core/documented-api/index.ts';
import { type ErrorData, toErrorData } from '../../core/model/error.ts';
import { type Behaviour, equal, until, type World } from '../harness.ts';

interface Keys {
  accessKey: string;
  secretKey: string;
}

interface Documented {
  user: Keys;
  /** Both are the user's. */
  allowed: { topic: string; group: string };
  /** Makes the topic. */
  prepare(world: World): Promise<void>;
  checkRefusal(error: ErrorData, keys: Keys): void;
}

/** Keys given by the documented setters, with and without a channel. */
export function documentedAccess({ user, allowed, prepare, checkRefusal }: Documented): Behaviour[] {
  const { topic, group } = allowed;
  return [
    {
      name: 'access control: keys set by the documented setters send and consume',
      async run(world) {
        await prepare(world);
        await withApi(async ({ functions }) => {
          const text = world.name('body');
          const producer = producerOf(functions, world, user);
          equal(await functions.StartProducer(producer), CStatus.OK, 'start of the producer');
          const { sendStatus } = await functions.SendMessageSync(producer, messageOf(functions, topic, text));
          equal(sendStatus, 0, 'send status');
          const seen: string[] = [];
          const consumer = consumerOf(functions, world, { keys: user, topic, group }, (body) => {
            seen.push(body);
          });
          equal(await functions.StartPushConsumer(consumer), CStatus.OK, 'start of the consumer');
          await until('our message', () => seen.includes(text), 15_000);
        });
      },
    },
    {
      name: 'access control: a wrong secret key set by the documented setters is refused',
      async run(world) {
        await prepare(world);
        const wrong = { ...user, secretKey: 'wrong-secret' };
        await withApi(async ({ functions }) => {
          const producer = producerOf(functions, world, wrong);
          // It proves nothing about the network, nor about the keys.
          equal(await functions.StartProducer(producer), CStatus.OK, 'start of the producer');
          const message = messageOf(functions, topic, 'body');
          checkRefusal(await errorOf(functions.SendMessageSync(producer, message)), wrong);
          const consumer = consumerOf(functions, world, { keys: wrong, topic, group }, () => {});
          checkRefusal(await errorOf(functions.StartPushConsumer(consumer)), wrong);
        });
      },
    },
  ];
}

type Functions = DocumentedApi['functions'];

async function withApi(run: (api: DocumentedApi) => Promise<void>): Promise<void> {
  const api = new DocumentedApi();
  try {
    await run(api);
  } finally {
    await api.close();
  }
}

function producerOf(functions: Functions, world: World, { accessKey, secretKey }: Keys): ProducerHandle {
  const producer = functions.CreateProducer(world.name('producer'));
  functions.SetProducerNameServerAddress(producer, world.target.nameServer);
  functions.SetProducerSessionCredentials(producer, accessKey, secretKey);
  return producer;
}

function consumerOf(
  functions: Functions,
  { target }: World,
  { keys, topic, group }: { keys: Keys; topic: string; group: string },
  onBody: (body: string) => void,
): ConsumerHandle {
  const consumer = functions.CreatePushConsumer(group);
  functions.SetPushConsumerNameServerAddress(consumer, target.nameServer);
  functions.SetPushConsumerSessionCredentials(consumer, keys.accessKey, keys.secretKey, 'ALIYUN');
  functions.Subscribe(consumer, topic, '*');
  functions.RegisterMessageCallback(
    consumer,
    (message) => {
      onBody(functions.GetMessageBody(message));
      return 0;
    },
    null,
  );
  return consumer;
}

function messageOf(functions: Functions, topic: string, text: string) {
  const message = functions.CreateMessage(topic);
  functions.SetMessageBody(message, text);
  return message;
}

async function errorOf(call: Promise<unknown>): Promise<ErrorData> {
  try {
    throw new Error(`it was taken: ${JSON.stringify(await call)}`);
  } catch (error) {
    return toErrorData(error);
  }
}
