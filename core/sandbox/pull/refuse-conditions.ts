import { RESPONSE } from '../../protocol/codes.ts';
import { Refusal } from '../dispatch/reply.ts';
import type { BrokerConfig } from '../state/broker-config.ts';

/** Throws Refusal (1) while enablePropertyFilter is off, as it is on a broker until someone turns it on. */
export function refuseConditions(config: BrokerConfig, expressionType: string): void {
  if (!config.isOn('enablePropertyFilter'))
    throw new Refusal(
      RESPONSE.SYSTEM_ERROR,
      `The broker does not support consumer to filter message by ${expressionType}`,
    );
}
