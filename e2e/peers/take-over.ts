import {
  CreatePushConsumer,
  CStatus,
  DestroyPushConsumer,
  GetMessageKeys,
  RegisterMessageCallback,
  SetPushConsumerNameServerAddress,
  ShutdownPushConsumer,
  StartPushConsumer,
  Subscribe,
} from '../../core/documented-api/index.ts';
import { within } from '../host/process.ts';

const WITHIN_MS = 30_000;

/** What the broker gives to the next member of a group, a program of its own that acks it: the keys, `count` different ones. */
export async function takeOver(
  nameServer: string,
  { group, topic, count }: { group: string; topic: string; count: number },
): Promise<Set<string>> {
  const keys = new Set<string>();
  const consumer = CreatePushConsumer(group);
  SetPushConsumerNameServerAddress(consumer, nameServer);
  Subscribe(consumer, topic, '*');
  const all = new Promise<void>((resolve) => {
    RegisterMessageCallback(
      consumer,
      (message) => {
        keys.add(GetMessageKeys(message));
        if (keys.size === count) resolve();
        return CStatus.OK;
      },
      null,
    );
  });
  await StartPushConsumer(consumer);
  try {
    await within(WITHIN_MS, `${count} messages for the next member`, all);
  } finally {
    await ShutdownPushConsumer(consumer);
    await DestroyPushConsumer(consumer);
  }
  return keys;
}
