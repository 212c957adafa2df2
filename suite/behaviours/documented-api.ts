import { systemClock } from '../../core/clock.ts';
import type { DocumentedDelivery } from '../../core/contract/documented.ts';
import { CStatus } from '../../core/documented-api/index.ts';
import { DocumentedSession } from '../../core/sessions/documented-session.ts';
import { type Behaviour, equal, until } from '../harness.ts';
import { transportOf } from './documented-calls.ts';
import { documentedConsuming } from './documented-consuming.ts';
import { documentedSending } from './documented-sending.ts';

const { OK } = CStatus;

/** The documented API, in a program and from a window. */
export const documentedApi: Behaviour[] = [
  ...documentedSending,
  ...documentedConsuming,

  {
    name: 'documented API: a window sends, is told of a held message, and answers it',
    async run(world) {
      const topic = await world.topic(world.client());
      const deliveries: DocumentedDelivery[] = [];
      const session = new DocumentedSession({
        clock: systemClock,
        newTransport: transportOf(world),
        holdDeadlineMs: () => 60_000,
        onDelivery: (delivery) => deliveries.push(delivery),
      });
      const call = session.handlers;
      const by = 'window';
      try {
        const producer = await call.CreateProducer({ name: world.name('producer') }, by);
        await call.SetProducerNameServerAddress({ producer, namesrv: world.target.nameServer }, by);
        await call.StartProducer({ producer }, by);
        const message = await call.CreateMessage({ topic }, by);
        await call.SetMessageBody({ message, body: 'held' }, by);
        const result = await call.SendMessageOrderly(
          { producer, message, autoRetryTimes: 0, queueSelectorCallback: { kind: 'hash', key: 'ORD-1' } },
          by,
        );
        const consumer = await call.CreatePushConsumer({ group: world.group() }, by);
        await call.SetPushConsumerNameServerAddress({ consumer, namesrv: world.target.nameServer }, by);
        await call.Subscribe({ consumer, topic, tagPattern: '*' }, by);
        await call.RegisterMessageCallback({ consumer, args: { any: 1 } }, by);
        await call.StartPushConsumer({ consumer }, by);
        await until('a held message', () => deliveries.length === 1);
        const delivery = deliveries[0]?.delivery;
        equal(deliveries[0], { delivery, consumer, args: { any: 1 }, held: true }, 'event');
        equal(await call.GetMessageId({ message: delivery }, by), await call.GetMsgId({ result }, by), 'id');
        equal(await call['documented.answer']({ delivery, status: 0 }, by), OK, 'answer');
        equal(
          await call['documented.answer']({ delivery, status: 0 }, by),
          CStatus.NULL_POINTER,
          'second answer',
        );
        equal(deliveries[1]?.held, false, 'second event');
      } finally {
        await session.close();
      }
    },
  },
];
