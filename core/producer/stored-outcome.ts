import { GantryError } from '../model/error.ts';
import type { MessageQueue } from '../model/queue.ts';
import type { BatchReceipt, SendReceipt } from '../model/send.ts';
import type { Command } from '../protocol/command.ts';
import { decodeReply } from '../protocol/define-request.ts';
import { sendMessageV2 } from '../protocol/requests/send.ts';
import type { ProducerClient } from './producer-client.ts';
import { sendStatus } from './send-outcome.ts';
import type { Attempt, SendSoFar } from './send-plan.ts';

type Stored<Receipt> = (soFar: SendSoFar) => { kind: 'stored'; receipt: Receipt };

/** Sends one message and reads the broker's word. Throws as Transport.invoke, and FRAME for a word that says nothing. */
export async function storeOne(client: ProducerClient, attempt: Attempt): Promise<Stored<SendReceipt>> {
  const { offsetMsgId, ...said } = reply(client, attempt.queue, await store(client, attempt));
  return (soFar) => ({ kind: 'stored', receipt: { ...said, ...soFar, offsetMsgId } });
}

/** The same for a batch, whose answer lists an offset id for each message. */
export async function storeBatch(
  client: ProducerClient,
  msgIds: string[],
  attempt: Attempt,
): Promise<Stored<BatchReceipt>> {
  const { offsetMsgId, ...said } = reply(client, attempt.queue, await store(client, attempt));
  return ({ msgId: _first, ...soFar }) => ({
    kind: 'stored',
    receipt: { ...said, ...soFar, msgIds, offsetMsgIds: offsetMsgId.split(',') },
  });
}

function store(client: ProducerClient, { queue, request, timeoutMs }: Attempt): Promise<Command> {
  return client.invokeBroker(queue.brokerName, request, timeoutMs);
}

function reply(client: ProducerClient, queue: MessageQueue, response: Command) {
  const status = sendStatus(response.code);
  if (status === undefined)
    throw new GantryError('FRAME', { outcome: 'unknown', params: { rule: 'badHeader' } });
  const { topic, brokerName } = queue;
  const { msgId: offsetMsgId, queueId, queueOffset } = decodeReply(sendMessageV2, response);
  const brokerAddr = client.routes.masterAddress(brokerName) ?? '';
  return { status, offsetMsgId, queue: { topic, brokerName, queueId }, queueOffset, brokerAddr };
}
