import type { ConsumerView } from '../../../../core/model/consume.ts';
import { type HostState, useHost } from '../../../store/host-store.ts';

/** What a consumer is called beside another one: its group, and its connection where that is another. */
export function nameBeside(host: HostState, consumer: ConsumerView, other: ConsumerView): string {
  const connection = host.profiles[consumer.profileId]?.name ?? '';
  return consumer.profileId === other.profileId ? consumer.group : `${consumer.group} (${connection})`;
}

/** The names of two consumers; '' for one that is gone. */
export function usePairNames(firstId: number, secondId: number): [first: string, second: string] {
  const name = (id: number, otherId: number) => (host: HostState) => {
    const [consumer, other] = [host.consumers[id], host.consumers[otherId]];
    return consumer === undefined || other === undefined ? '' : nameBeside(host, consumer, other);
  };
  return [useHost(name(firstId, secondId)), useHost(name(secondId, firstId))];
}
