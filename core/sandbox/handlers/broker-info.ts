import { Buffer } from 'node:buffer';
import { OUR_VERSION } from '../../protocol/codes.ts';
import { getBrokerConfig } from '../../protocol/requests/admin.ts';
import { updateBrokerConfig } from '../../protocol/requests/config.ts';
import { getBrokerRuntimeInfo } from '../../protocol/requests/stats.ts';
import { type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { DONE, jsonReply } from '../dispatch/reply.ts';
import { BROKER_VERSION } from '../names.ts';
import type { BrokerState } from '../state/broker-state.ts';

/** Source: AdminBrokerProcessor.java. */
export function brokerInfoHandlers({ config, clock, store }: BrokerState): HandlerEntry[] {
  const bootTimestamp = clock.now();
  let messages = 0;
  let bytes = 0;
  store.onAppended((record) => {
    messages++;
    bytes += record.bytes.length;
  });
  return [
    handle(getBrokerConfig, () => ({
      extFields: { version: JSON.stringify(config.version) },
      body: Buffer.from(config.text()),
    })),
    handle(updateBrokerConfig, (_, { request }) => {
      config.update(new TextDecoder().decode(request.body));
      return DONE;
    }),
    handle(getBrokerRuntimeInfo, () =>
      jsonReply({
        table: {
          bootTimestamp: String(bootTimestamp),
          brokerActive: 'true',
          brokerVersion: String(OUR_VERSION),
          brokerVersionDesc: BROKER_VERSION,
          commitLogMaxOffset: String(store.maxCommitLogOffset),
          commitLogMinOffset: String(store.minCommitLogOffset),
          earliestMessageTimeStamp: String(store.oldestStoreTimestamp),
          getTotalTps: '0.0 0.0 0.0',
          getTransferredTps: '0.0 0.0 0.0',
          putMessageAverageSize: String(messages === 0 ? 0 : bytes / messages),
          putMessageSizeTotal: String(bytes),
          putMessageTimesTotal: String(messages),
          putTps: '0.0 0.0 0.0',
          // Requests are answered as they come: none waits.
          pullThreadPoolQueueSize: '0',
          queryThreadPoolQueueSize: '0',
          runtime: runtime(clock.now() - bootTimestamp),
          sendThreadPoolQueueSize: '0',
          startAcceptSendRequestTimeStamp: '0',
        },
      }),
    ),
  ];
}

/** As Java's broker writes how long it runs: `[ 0 days, 0 hours, 1 minutes, 5 seconds ]`. */
function runtime(elapsedMs: number): string {
  const seconds = Math.floor(elapsedMs / 1_000);
  const [days, hours, minutes] = [seconds / 86_400, (seconds / 3_600) % 24, (seconds / 60) % 60].map(
    Math.floor,
  );
  return `[ ${days} days, ${hours} hours, ${minutes} minutes, ${seconds % 60} seconds ]`;
}
