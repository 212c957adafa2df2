import type { ClientInstance } from '../client/client-instance.ts';
import type { Transport } from '../remoting/transport.ts';
import type { RouteTable } from '../route/route-table.ts';

/** What a producer asks of its client. */
export type ProducerClient = Pick<
  ClientInstance,
  'clock' | 'nextUniqueKey' | 'registerProducer' | 'unregisterProducer' | 'invokeBroker'
> & {
  readonly routes: Pick<RouteTable, 'forPublish' | 'refresh' | 'masterAddress'>;
  readonly transport: Pick<Transport, 'oneway'>;
};
