import { loadavg } from 'node:os';
import type { ClientInstance } from '../../core/client/client-instance.ts';
import { say } from '../../scripts/lib/ground.mjs';
import { storedIn } from '../client.ts';
import { type Row, row } from '../rows.ts';
import type { Case } from './cases.ts';
import type { Figures } from './figures.ts';
import type { Side } from './side.ts';
import { newName, newTopic, storedAfter } from './topics.ts';

interface Round {
  ours: Figures;
  peer: Figures;
  load: number;
}

interface ContestOptions {
  /** For what is neither side's work: topics, counting what is stored. */
  client: ClientInstance;
  ours: Side;
  peer: Side;
  /** How many count. */
  pairs: number;
}

/**
 * Has both sides run the same case in turn, so that whatever else the machine does falls on both. The first pair is
 * thrown away; who goes first changes with each.
 */
export class Contest {
  readonly #options: ContestOptions;
  /** Sentences about messages that were sent and are not stored. */
  readonly lost: string[] = [];

  constructor(options: ContestOptions) {
    this.#options = options;
  }

  async run(one: Case): Promise<Row[]> {
    await this.#pair(one, one.warmUpCount, await this.#topic(one, one.warmUpCount), 0);
    const topic = await this.#topic(one, one.count);
    const pairs: Round[] = [];
    for (let number = 0; number < this.#options.pairs; number++)
      pairs.push(await this.#pair(one, one.count, topic, number));
    return one.rows.map(({ name, unit, better, figure }) =>
      row(
        name,
        unit,
        better,
        pairs.map(({ ours, peer, load }) => ({ ours: ours[figure] ?? 0, peer: peer[figure] ?? 0, load })),
      ),
    );
  }

  /** Both sides and all pairs read the same waiting messages, each as a group of its own. */
  async #topic(one: Case, count: number): Promise<string> {
    const { client, ours } = this.#options;
    const topic = await newTopic(client, one.run);
    if (one.waiting) await ours.run(['batch', topic, '-', count, 32]);
    return topic;
  }

  async #pair(one: Case, count: number, topic: string, number: number): Promise<Round> {
    const { ours, peer } = this.#options;
    const figures = new Map<Side, Figures>();
    for (const side of number % 2 === 0 ? [ours, peer] : [peer, ours])
      figures.set(side, await this.#run(side, one, count, topic));
    const pair = {
      ours: figures.get(ours) ?? {},
      peer: figures.get(peer) ?? {},
      load: Number((loadavg()[0] ?? 0).toFixed(1)),
    };
    say(`${one.name}: ${ours.name} ${text(pair.ours)}; ${peer.name} ${text(pair.peer)}; load ${pair.load}`);
    return pair;
  }

  async #run(side: Side, one: Case, count: number, shared: string): Promise<Figures> {
    const { client } = this.#options;
    // One at a time, a message must be the next that arrives: nobody else's may be there.
    const topic = one.run === 'end-to-end' ? await newTopic(client, one.run) : shared;
    const before = await storedIn(client, topic);
    const figures = await side.run([one.run, topic, newName('group'), count, one.option]);
    if (one.run !== 'consume') await this.#checkStored(side, one, { topic, before, count });
    return figures;
  }

  async #checkStored(
    side: Side,
    one: Case,
    { topic, before, count }: { topic: string; before: number; count: number },
  ): Promise<void> {
    const stored = (await storedAfter(this.#options.client, topic, before + count)) - before;
    if (stored < count) this.lost.push(`${one.name}: ${side.name} sent ${count}, ${stored} are stored`);
  }
}

function text(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value >= 100 ? value.toFixed(0) : value.toFixed(2)}`)
    .join(' ');
}
