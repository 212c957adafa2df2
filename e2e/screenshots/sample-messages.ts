import type { Page } from '@playwright/test';
import { PRELOAD_KEY } from '../../core/contract/bridge.ts';

interface Sample {
  tag: string;
  key: string;
  body: unknown;
}

const payment = (key: string, tag: string, value: number, channel: string): Sample => ({
  tag,
  key,
  body: {
    paymentId: key,
    orderId: key.replace('PAY-88', 'ORD-20'),
    status: tag,
    amount: { value, currency: 'CNY' },
    channel,
  },
});

/** What a payment provider might call back with, in the order of sending. */
export const PAYMENTS: Sample[] = [
  payment('PAY-88207', 'paid', 129, 'card'),
  payment('PAY-88208', 'paid', 42.5, 'wallet'),
  payment('PAY-88209', 'failed', 1_299, 'card'),
  payment('PAY-88210', 'paid', 18, 'wallet'),
  payment('PAY-88211', 'refund', 75.2, 'card'),
  payment('PAY-88212', 'paid', 249.9, 'bank'),
  payment('PAY-88213', 'failed', 499, 'card'),
  payment('PAY-88214', 'paid', 61.8, 'wallet'),
  payment('PAY-88215', 'paid', 33, 'card'),
  payment('PAY-88216', 'failed', 880, 'bank'),
];

/** Sends them to `topic` by the window's own bridge, one after the other. */
export async function sendAll(page: Page, topic: string, samples: Sample[]): Promise<void> {
  await page.evaluate(
    async ({ key, topic, samples }) => {
      const api = (window as unknown as Record<string, Record<string, (input: object) => Promise<unknown>>>)[
        key
      ];
      for (const sample of samples) {
        const draft = {
          topic,
          tag: sample.tag,
          keys: [sample.key],
          properties: [['source', 'payment-gateway']],
          body: new TextEncoder().encode(JSON.stringify(sample.body)),
          bodyFormat: 'json',
          delayLevel: 0,
        };
        await api?.['message.send']?.({ profileId: 'sandbox', draft });
      }
    },
    { key: PRELOAD_KEY, topic, samples },
  );
}
