import type { ClientInstance } from '../client/client-instance.ts';
import { type ErrorData, GantryError } from '../model/error.ts';
import { compareText } from '../model/queue.ts';
import { MASTER_ID } from '../model/route.ts';
import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import { clusterInfo } from './topics.ts';

const TIMEOUT_MS = 3_000;
/** A cluster of hundreds of brokers is not asked all at once. */
const AT_ONCE = 8;

export interface BrokerFailure {
  brokerName: string;
  error: ErrorData;
}

/** What several brokers said; who said nothing is named, with the reason. */
interface Gathered<T> {
  answers: { brokerName: string; answer: T }[];
  failures: BrokerFailure[];
}

/** Asks brokers side by side. Throws the first error when none answers. Answers come in the order of `brokerNames`. */
export async function askEach<T>(
  brokerNames: readonly string[],
  ask: (brokerName: string) => Promise<T>,
): Promise<Gathered<T>> {
  let first: GantryError | undefined;
  const outcomes = await eachLimited(brokerNames, async (brokerName): Promise<Gathered<T>> => {
    try {
      return { answers: [{ brokerName, answer: await ask(brokerName) }], failures: [] };
    } catch (error) {
      if (!(error instanceof GantryError)) throw error;
      first ??= error;
      return { answers: [], failures: [{ brokerName, error: error.data }] };
    }
  });
  const answers = outcomes.flatMap((outcome) => outcome.answers);
  if (first !== undefined && answers.length === 0) throw first;
  return { answers, failures: outcomes.flatMap((outcome) => outcome.failures) };
}

/** Runs `work` on each item, a few at a time; results in the order of the items. Throws what one of them throws. */
export async function eachLimited<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.map((item, index) => ({ item, index }));
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      results[next.index] = await work(next.item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return results;
}

/** Brokers that have the topic, sorted. Throws NO_ROUTE and as RouteTable.get. */
export async function brokersOf(client: ClientInstance, topic: string): Promise<string[]> {
  const { brokers } = await client.routes.get(topic);
  return brokers.map(({ brokerName }) => brokerName).sort(compareText);
}

/** Brokers of all clusters that have a master, sorted. Throws as clusterInfo. */
export async function masterNames(client: ClientInstance): Promise<string[]> {
  const { brokers } = await clusterInfo(client);
  return brokers
    .filter(({ addresses }) => addresses[MASTER_ID] !== undefined)
    .map(({ brokerName }) => brokerName);
}

/** A question that a replica answers as well, for a broker whose master is gone. Throws NO_ROUTE and as Transport.invoke. */
export async function invokeForReading(
  client: ClientInstance,
  brokerName: string,
  request: EncodedRequest,
): Promise<Command> {
  const address = client.routes.readAddress(brokerName);
  if (address === undefined) return await client.invokeBroker(brokerName, request);
  return await client.transport.invoke(address, request, TIMEOUT_MS);
}

/** Whether a broker or name server refused with this code. */
export function isRefusal(error: unknown, ...responseCodes: number[]): error is GantryError {
  if (!(error instanceof GantryError) || error.data.code !== 'RESPONSE') return false;
  return responseCodes.length === 0 || responseCodes.includes(error.data.responseCode ?? -1);
}
