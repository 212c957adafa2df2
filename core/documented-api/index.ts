import { emitWarning } from 'node:process';
import { DocumentedApi } from './documented-api.ts';
import { keepAliveClock } from './keep-alive-clock.ts';

/** The documented functions, for programs of one's own: `import { CreateProducer } from '.../core/documented-api/index.ts'`. */
const { functions } = new DocumentedApi({
  clock: keepAliveClock,
  onCallbackFailed: (error) =>
    emitWarning(error instanceof Error ? error : String(error), { type: 'MessageCallbackWarning' }),
});

export const {
  CreateMessage,
  SetByteMessageBody,
  SetMessageBody,
  SetMessageKeys,
  SetDelayTimeLevel,
  SetMessageProperty,
  SetMessageTags,
  SetMessageTopic,
  DestroyMessage,
  GetMessageBody,
  GetMessageByteBody,
  GetMessageId,
  GetMessageKeys,
  GetMessageProperty,
  GetMessageTags,
  GetMessageTopic,
  CreateProducer,
  SetProducerNameServerAddress,
  SetProducerNameServerDomain,
  SetProducerInstanceName,
  SetProducerSessionCredentials,
  StartProducer,
  SendMessageOneway,
  SendMessageOrderly,
  SendMessageSync,
  ShutdownProducer,
  DestroyProducer,
  CreatePushConsumer,
  SetPushConsumerInstanceName,
  SetPushConsumerNameServerAddress,
  SetPushConsumerNameServerDomain,
  SetPushConsumerMessageBatchMaxSize,
  SetPushConsumerSessionCredentials,
  SetPushConsumerThreadCount,
  Subscribe,
  RegisterMessageCallback,
  StartPushConsumer,
  ShutdownPushConsumer,
  DestroyPushConsumer,
  GetVersion,
} = functions;

export { CConsumeStatus, CSendStatus, CStatus } from '../model/documented-status.ts';
export type { MessageCallback } from './callbacks.ts';
export { DocumentedApi, type DocumentedApiOptions } from './documented-api.ts';
export type { ConsumerHandle, MessageHandle, ProducerHandle, ReceivedMessageHandle } from './handles.ts';
export type { QueueSelectorCallback } from './producers.ts';
export { SendResult } from './send-result.ts';
