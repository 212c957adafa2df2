import type { Membership } from './acking-consumer.ts';
import type { Copy } from './judge.ts';
import type { Access } from './open-client.ts';

/** To a member in a process of its own. */
export type ToMember =
  | { kind: 'join'; access: Access; membership: Membership }
  /** Those deliveries are on record and may be acked. */
  | { kind: 'ack'; deliveryIds: number[] }
  /** Ack nothing more. */
  | { kind: 'hold' }
  | { kind: 'leave' };

/** From it. */
export type FromMember =
  | { kind: 'joined' }
  | { kind: 'failed'; error: string }
  /** These would be acked, in this order. */
  | { kind: 'delivered'; deliveries: (Copy & { deliveryId: number })[] }
  /** So many are held since `hold`. */
  | { kind: 'holding'; count: number };
