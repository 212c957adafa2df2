import type { ClientInstance } from '../client/client-instance.ts';
import { type BrokerData, MASTER_ID } from '../model/route.ts';
import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import { isUnreachable } from '../route/name-servers.ts';
import { clusterInfo } from './topics.ts';

const TIMEOUT_MS = 3_000;

/** Runs `change` on every master of the cluster at once, or on that of one broker. Throws the first error, after all have ended. */
export async function onEveryMaster(
  client: ClientInstance,
  change: (invoke: (request: EncodedRequest) => Promise<Command>) => Promise<unknown>,
  brokerName?: string,
): Promise<void> {
  const { brokers } = await clusterInfo(client);
  const addresses = mastersOf(
    brokers.filter((broker) => brokerName === undefined || broker.brokerName === brokerName),
  );
  await allEnded(
    addresses.map((address) => change((request) => client.transport.invoke(address, request, TIMEOUT_MS))),
  );
}

/**
 * Asks the known masters in turn until one answers; undefined when none is known. Throws what it refuses with, and the
 * first error when none can be reached.
 */
export async function askAnyMaster(
  client: ClientInstance,
  request: EncodedRequest,
): Promise<Command | undefined> {
  let failure: unknown;
  for (const address of mastersOf(client.routes.brokers())) {
    try {
      return await client.transport.invoke(address, request, TIMEOUT_MS);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return undefined;
}

/** Throws the first error, after all have ended. */
export async function allEnded(promises: Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(promises)) {
    if (result.status === 'rejected') throw result.reason;
  }
}

function mastersOf(brokers: readonly BrokerData[]): string[] {
  return brokers.flatMap(({ addresses }) => addresses[MASTER_ID] ?? []);
}
