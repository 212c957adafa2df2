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
          getTotalTps: '0.0 0.0 0.0',
          getTransferredTps: '0.0 0.0 0.0',
          putTps: '0.0 0.0 0.0',
        },
      }),
    ),
  ];
}
