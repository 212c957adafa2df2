import { getOrAdd } from '../get-or-add.ts';

/** One offset per group, topic and queue. Source: ConsumerOffsetManager.java. */
export class Offsets {
  readonly #byGroup = new Map<string, Map<string, Map<number, number>>>();

  /** Going back is taken as well, as from a reset. */
  set(group: string, topic: string, queueId: number, offset: number): void {
    const topics = getOrAdd(this.#byGroup, group, () => new Map<string, Map<number, number>>());
    getOrAdd(topics, topic, () => new Map<number, number>()).set(queueId, offset);
  }

  get(group: string, topic: string, queueId: number): number | undefined {
    return this.#byGroup.get(group)?.get(topic)?.get(queueId);
  }

  entries(): [group: string, topic: string, queueId: number, offset: number][] {
    return [...this.#byGroup].flatMap(([group, topics]) =>
      [...topics].flatMap(([topic, queues]) =>
        [...queues].map(([queueId, offset]): [string, string, number, number] => [
          group,
          topic,
          queueId,
          offset,
        ]),
      ),
    );
  }

  /** Topics on which the group has an offset. */
  topicsOf(group: string): string[] {
    return [...(this.#byGroup.get(group)?.keys() ?? [])];
  }

  /** Groups that have an offset on the topic. */
  groupsOf(topic: string): string[] {
    return [...this.#byGroup].flatMap(([group, topics]) => (topics.has(topic) ? [group] : []));
  }

  /** The offset, which is forgotten. */
  take(group: string, topic: string, queueId: number): number | undefined {
    const offset = this.get(group, topic, queueId);
    this.#byGroup.get(group)?.get(topic)?.delete(queueId);
    return offset;
  }

  deleteGroup(group: string): void {
    this.#byGroup.delete(group);
  }

  deleteTopic(topic: string): void {
    for (const topics of this.#byGroup.values()) topics.delete(topic);
  }
}
