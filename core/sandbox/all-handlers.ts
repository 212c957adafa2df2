import type { HandlerEntry } from './dispatch/dispatcher.ts';
import { brokerInfoHandlers } from './handlers/broker-info.ts';
import { clientHandlers } from './handlers/client.ts';
import { groupAdminHandlers } from './handlers/group-admin.ts';
import { inspectHandlers } from './handlers/inspect.ts';
import { lockHandlers } from './handlers/lock.ts';
import { memberHandlers } from './handlers/member.ts';
import { offsetHandlers } from './handlers/offset.ts';
import { producerHandlers } from './handlers/producer.ts';
import { pullHandlers } from './handlers/pull.ts';
import { queryHandlers } from './handlers/query.ts';
import { replyHandlers } from './handlers/reply.ts';
import { sendHandlers } from './handlers/send.ts';
import { sendBackHandlers } from './handlers/send-back.ts';
import { toolHandlers } from './handlers/tools.ts';
import { topicAdminHandlers } from './handlers/topic-admin.ts';
import { transactionHandlers } from './handlers/transaction.ts';
import type { BrokerState } from './state/broker-state.ts';

/** What a broker answers; a name server's requests are in route.ts. */
export const allHandlers = (state: BrokerState): HandlerEntry[] => [
  ...sendHandlers(state),
  ...replyHandlers(state),
  ...transactionHandlers(state),
  ...sendBackHandlers(state),
  ...pullHandlers(state),
  ...offsetHandlers(state),
  ...clientHandlers(state),
  ...lockHandlers(state),
  ...topicAdminHandlers(state),
  ...groupAdminHandlers(state),
  ...queryHandlers(state),
  ...inspectHandlers(state),
  ...memberHandlers(state),
  ...producerHandlers(state),
  ...toolHandlers(state),
  ...brokerInfoHandlers(state),
];
