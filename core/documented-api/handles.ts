import { HANDLE_KINDS, type HandleKind } from '../contract/documented.ts';
import { GantryError } from '../model/error.ts';
import type { DocumentedConsumer } from './consumers.ts';
import type { MessageToSend } from './messages.ts';
import type { DocumentedProducer } from './producers.ts';
import type { ReceivedDelivery } from './received-messages.ts';

declare const kind: unique symbol;
/** What stands for a thing of the documented API: a positive integer, of one kind, never used twice. */
export type Handle<Kind extends HandleKind> = number & { readonly [kind]: Kind };
/** Of a message to send. A received one is another kind: their functions do not mix. */
export type MessageHandle = Handle<'message'>;
export type ReceivedMessageHandle = Handle<'received'>;
export type ProducerHandle = Handle<'producer'>;
export type ConsumerHandle = Handle<'consumer'>;

interface Things {
  message: MessageToSend;
  received: ReceivedDelivery;
  producer: DocumentedProducer;
  consumer: DocumentedConsumer;
}

/** What every handle stands for. The kind is part of the number, so that a destroyed one is still known for what it was. */
export class Handles {
  readonly #things = new Map<number, Things[HandleKind]>();
  #count = 0;

  open<Kind extends HandleKind>(
    kind: Kind,
    thing: Things[Kind] | ((handle: Handle<Kind>) => Things[Kind]),
  ): Handle<Kind> {
    const handle = (++this.#count * HANDLE_KINDS.length + HANDLE_KINDS.indexOf(kind)) as Handle<Kind>;
    this.#things.set(handle, typeof thing === 'function' ? thing(handle) : thing);
    return handle;
  }

  /** Throws NULL_POINTER (null, unknown, wrongKind, destroyed), naming the handle as `argument`. */
  get<Kind extends HandleKind>(kind: Kind, handle: Handle<Kind>, argument: string = kind): Things[Kind] {
    this.#check(kind, handle, argument);
    const thing = this.#things.get(handle);
    if (thing === undefined) throw nullPointer(argument, 'destroyed');
    return thing as Things[Kind];
  }

  /** The thing, whose handle is good for nothing from now on; undefined when that was so before. Throws as `get`. */
  end<Kind extends HandleKind>(
    kind: Kind,
    handle: Handle<Kind>,
    argument: string = kind,
  ): Things[Kind] | undefined {
    this.#check(kind, handle, argument);
    const thing = this.#things.get(handle);
    this.#things.delete(handle);
    return thing as Things[Kind] | undefined;
  }

  /** All that stand for something, by kind, oldest first. */
  all<Kind extends HandleKind>(kind: Kind): [handle: Handle<Kind>, thing: Things[Kind]][] {
    const all = [...this.#things].filter(([handle]) => kindOf(handle) === kind);
    return all as [Handle<Kind>, Things[Kind]][];
  }

  #check(kind: HandleKind, handle: number | null | undefined, argument: string): void {
    if (handle === null || handle === undefined) throw nullPointer(argument, 'null');
    const number = Math.floor(handle / HANDLE_KINDS.length);
    if (number < 1 || number > this.#count) throw nullPointer(argument, 'unknown');
    if (kindOf(handle) !== kind) throw nullPointer(argument, 'wrongKind');
  }
}

const kindOf = (handle: number): HandleKind | undefined => HANDLE_KINDS[handle % HANDLE_KINDS.length];

function nullPointer(argument: string, reason: string): GantryError {
  return new GantryError('NULL_POINTER', { outcome: 'notSent', params: { argument, reason } });
}
