import type { FilterSubject } from '../../../model/filter/compile-filter.ts';
import type { NumberField, TextField } from '../../../model/filter/filter.ts';
import { searchableText } from '../../../model/filter/searchable.ts';
import { PROPERTY } from '../../../model/properties.ts';
import { offsetMsgId } from '../../../protocol/offset-id.ts';
import { decodeProperties } from '../../../protocol/properties-codec.ts';
import { valueIn } from '../table/head.ts';
import type { TableMemory } from '../table/table-memory.ts';

/** A row of a table as a filter asks for it; one object for all rows, moved from slot to slot. */
export class TableSubject implements FilterSubject {
  readonly #memory: TableMemory;
  #slot = 0;
  #head: string | undefined;
  #fields: string | undefined;

  constructor(memory: TableMemory) {
    this.#memory = memory;
  }

  at(slot: number): this {
    this.#slot = slot;
    this.#head = undefined;
    this.#fields = undefined;
    return this;
  }

  text(field: Exclude<TextField, 'body'>): string | readonly string[] | undefined {
    const memory = this.#memory;
    const slot = this.#slot;
    switch (field) {
      case 'tag':
        return memory.word('tag', slot);
      case 'key':
        return (this.property(PROPERTY.keys) ?? '').split(/\s+/);
      case 'id':
        return [this.property(PROPERTY.uniqueKey) ?? '', this.#offsetId()];
      case 'topic':
        return [memory.word('topic', slot), memory.queue(slot).topic];
      case 'broker':
        return memory.queue(slot).brokerName;
      case 'state':
        return undefined;
    }
  }

  number(field: NumberField): number {
    const memory = this.#memory;
    const slot = this.#slot;
    switch (field) {
      case 'size':
        return memory.number('bodyBytes', slot);
      case 'attempt':
        return memory.number('reconsumeTimes', slot) + 1;
      case 'queue':
        return memory.queue(slot).queueId;
      case 'offset':
        return memory.number('queueOffset', slot);
    }
  }

  property(name: string): string | undefined {
    this.#head ??= this.#memory.head(this.#slot);
    return valueIn(this.#head, name);
  }

  body(): string | undefined {
    return this.#memory.body(this.#slot)?.toString('utf8');
  }

  fields(): string {
    this.#head ??= this.#memory.head(this.#slot);
    this.#fields ??= searchableText(decodeProperties(this.#head)) + this.#memory.word('topic', this.#slot);
    return this.#fields;
  }

  #offsetId(): string {
    const commitLogOffset = this.#memory.number('commitLogOffset', this.#slot);
    return offsetMsgId(this.#memory.word('storeHost', this.#slot), commitLogOffset);
  }
}
