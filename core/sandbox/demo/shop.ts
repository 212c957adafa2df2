export const ORDER_TOPIC = 'order-events';
export const PAYMENT_TOPIC = 'payment-callback';
export const TIMEOUT_TOPIC = 'order-timeout';
export const DEMO_TOPICS = [
  { name: ORDER_TOPIC, queues: 8 },
  { name: PAYMENT_TOPIC, queues: 4 },
  { name: TIMEOUT_TOPIC, queues: 4 },
];

export interface DemoMessage {
  topic: string;
  tag: string;
  /** The order's number, the same in all its messages. */
  key: string;
  /** 0 = none. */
  delayLevel: number;
  body: Record<string, unknown>;
}

const CUSTOMERS = ['Ada Moreau', '陈晓雨', 'Jonas Weber', 'Priya Nair', '王志远', 'Lucía Romero'];
const GOODS = [
  { sku: 'LAMP-014', name: 'Desk lamp', price: 3_990 },
  { sku: 'CHAIR-202', name: 'Oak chair', price: 18_900 },
  { sku: 'TEA-031', name: '龙井茶 250 g', price: 8_800 },
  { sku: 'CABLE-007', name: 'USB-C cable, 2 m', price: 1_290 },
];
const FIRST_ORDER = 20_260_001;
/** One minute: unpaid orders are looked at then. */
const TIMEOUT_LEVEL = 5;
const PAID_SHARE = 0.85;

/**
 * A shop's messages one by one: an order is created, its payment is reported, it ships or is cancelled; each order also
 * sends its own time-out ahead with a delay. `random` gives numbers in [0, 1). Amounts are in cents.
 */
export function newShop(random: () => number): (nowMs: number) => DemoMessage {
  const waiting: ((nowMs: number) => DemoMessage)[] = [];
  let orders = 0;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return (nowMs) => {
    const next = waiting.shift();
    if (next !== undefined) return next(nowMs);
    const orderId = `ORD-${FIRST_ORDER + orders++}`;
    const item = { ...pick(GOODS), quantity: 1 + Math.floor(random() * 3) };
    const total = item.price * item.quantity;
    const isPaid = random() < PAID_SHARE;
    const customer = pick(CUSTOMERS);
    const event = (tag: string, more: object) => (at: number) =>
      message(ORDER_TOPIC, tag, orderId, { status: tag, ...more, at: timeOf(at) });
    waiting.push(
      (at) => ({
        ...message(TIMEOUT_TOPIC, 'check', orderId, { reason: 'unpaid', createdAt: timeOf(at) }),
        delayLevel: TIMEOUT_LEVEL,
      }),
      (at) =>
        message(PAYMENT_TOPIC, isPaid ? 'success' : 'failed', orderId, {
          paymentId: `PAY-${orderId.slice(4)}`,
          amount: total,
          currency: 'EUR',
          ...(isPaid ? {} : { error: 'card_declined' }),
          at: timeOf(at),
        }),
      isPaid ? event('shipped', { carrier: 'DHL' }) : event('cancelled', { reason: 'payment failed' }),
    );
    return event('created', { customer, items: [item], total, currency: 'EUR' })(nowMs);
  };
}

function message(topic: string, tag: string, orderId: string, body: object): DemoMessage {
  return { topic, tag, key: orderId, delayLevel: 0, body: { orderId, ...body } };
}

const timeOf = (ms: number): string => new Date(ms).toISOString();
