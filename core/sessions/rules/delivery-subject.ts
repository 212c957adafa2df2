import type { Delivery } from '../../consumer/delivery.ts';
import type { FilterSubject } from '../../model/filter/compile-filter.ts';
import type { NumberField, TextField } from '../../model/filter/filter.ts';
import { searchableText } from '../../model/filter/searchable.ts';

/** A delivery as a filter asks for it. */
export class DeliverySubject implements FilterSubject {
  readonly #delivery: Delivery;
  #body: string | undefined;

  constructor(delivery: Delivery) {
    this.#delivery = delivery;
  }

  text(field: Exclude<TextField, 'body'>): string | readonly string[] {
    const { message, state } = this.#delivery;
    switch (field) {
      case 'tag':
        return message.tag;
      case 'key':
        return message.keys.split(/\s+/);
      case 'id':
        return [message.uniqueKey, message.offsetMsgId];
      case 'topic':
        return [message.topic, message.queue.topic];
      case 'broker':
        return message.queue.brokerName;
      case 'state':
        return state;
    }
  }

  number(field: NumberField): number {
    const { message, attempt } = this.#delivery;
    switch (field) {
      case 'size':
        return message.body.length;
      case 'attempt':
        return attempt;
      case 'queue':
        return message.queue.queueId;
      case 'offset':
        return message.queueOffset;
    }
  }

  property(name: string): string | undefined {
    return this.#delivery.message.properties.find(([known]) => known === name)?.[1];
  }

  body(): string {
    this.#body ??= Buffer.from(this.#delivery.message.body).toString('utf8');
    return this.#body;
  }

  fields(): string {
    const { message } = this.#delivery;
    return searchableText(message.properties) + message.topic;
  }
}
