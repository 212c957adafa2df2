import { expect, type Page } from '@playwright/test';
import { createTopic, deleteGroup, deleteTopic } from '../../core/admin/create.ts';
import { retryTopic } from '../../core/model/names.ts';
import { Consume } from '../../e2e/screens/consume.ts';
import { Frame } from '../../e2e/screens/frame.ts';
import { Home } from '../../e2e/screens/home.ts';
import { openClient } from '../client.ts';

const QUEUES = 8;
const SEATS = 32;
const SANDBOX_TOPIC = 'order-events';

/** Where messages go: the sandbox that Gantry starts, or a broker that runs, with a topic and a group for this run alone. */
export interface Ground {
  nameServer: string;
  topic: string;
  /** Deletes what was made. */
  leave(): Promise<void>;
}

/** Connects Gantry by its own controls; `nameServer` undefined: it starts the sandbox. */
export async function enterGround(page: Page, nameServer: string | undefined): Promise<Ground> {
  const home = new Home(page);
  if (nameServer === undefined) {
    await home.startSandbox();
    // Read off the window: in Electron another app.open would make the page another window's.
    const shown = (await new Frame(page).status.locator('.data').textContent()) ?? '';
    return { nameServer: shown, topic: SANDBOX_TOPIC, leave: async () => {} };
  }
  const topic = `gantry-bench-${Date.now().toString(36)}`;
  await onBroker(nameServer, (client) => createTopic(client, { topic, queues: QUEUES }));
  await home.connectTo(nameServer);
  return { nameServer, topic, leave: () => forget(nameServer, topic) };
}

/** A consumer of the ground's topic that acks by itself. */
export async function startAutoAck(page: Page, nameServer: string | undefined): Promise<Ground> {
  const ground = await enterGround(page, nameServer);
  if (nameServer === undefined) await new Frame(page).goTo('Consume');
  else await new Consume(page).join(ground.topic, ground.topic, SEATS);
  const autoAck = page.getByRole('radio', { name: 'Auto-ack' });
  await autoAck.click();
  await expect(autoAck).toBeChecked();
  return ground;
}

async function forget(nameServer: string, topic: string): Promise<void> {
  await onBroker(nameServer, async (client) => {
    await deleteGroup(client, topic);
    for (const name of [topic, retryTopic(topic)]) await deleteTopic(client, name);
  });
}

async function onBroker(
  nameServer: string,
  work: (client: ReturnType<typeof openClient>) => Promise<void>,
): Promise<void> {
  const client = openClient(nameServer);
  try {
    await work(client);
  } finally {
    await client.close();
  }
}
