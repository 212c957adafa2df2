import { expect, type Page } from '@playwright/test';
import {
  CreateMessage,
  CreateProducer,
  DestroyMessage,
  DestroyProducer,
  SendMessageSync,
  SetMessageBody,
  SetMessageKeys,
  SetMessageTags,
  SetProducerNameServerAddress,
  ShutdownProducer,
  StartProducer,
} from '../../core/documented-api/index.ts';

export interface Produced {
  key: string;
  tag: string;
  body: string;
}

/** The name server of the connection that the window shows. */
export async function shownNameServer(page: Page): Promise<string> {
  const status = page.getByRole('status', { name: 'Connection' });
  await expect(status).toContainText(/127\.0\.0\.1:\d+/);
  return /127\.0\.0\.1:\d+/.exec(await status.innerText())?.[0] ?? '';
}

/** Sends them from a program of its own, one after the other. */
export async function produce(
  nameServer: string,
  topic: string,
  messages: readonly Produced[],
): Promise<void> {
  const producer = CreateProducer('e2e-producer');
  SetProducerNameServerAddress(producer, nameServer);
  await StartProducer(producer);
  for (const { key, tag, body } of messages) {
    const message = CreateMessage(topic);
    SetMessageKeys(message, key);
    SetMessageTags(message, tag);
    SetMessageBody(message, body);
    await SendMessageSync(producer, message);
    DestroyMessage(message);
  }
  await ShutdownProducer(producer);
  await DestroyProducer(producer);
}
