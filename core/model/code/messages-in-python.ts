import type { OrderlyChoice } from '../orderly.ts';
import type { CodeMessage } from './code-message.ts';
import { parsePython } from './python/parse.ts';
import { PythonError } from './python/python-error.ts';
import type { PythonCall, PythonValue, Signatures } from './python/python-value.ts';

const encoder = new TextEncoder();

export interface FoundMessage {
  /** Of the call that sends it, or else that makes it; from 1. */
  line: number;
  message: CodeMessage;
}

/**
 * The messages that Python text makes, as they would be sent; those that are not sent by it come last, as sync ones. What
 * it says of producers and consumers is passed over. Throws PythonError as parsePython, and for an argument of another
 * type (type) or a handle that is no message (name).
 */
export function messagesInPython(source: string, signatures: Signatures): FoundMessage[] {
  const reader = new MessageReader();
  for (const call of parsePython(source, signatures)) reader.read(call);
  return reader.found();
}

class MessageReader {
  /** By the variable that holds them. */
  readonly #made = new Map<string, FoundMessage & { sent: boolean }>();
  readonly #sent: FoundMessage[] = [];

  read(call: PythonCall): void {
    const { name, target = '' } = call;
    if (name === 'CreateMessage') {
      const message: CodeMessage = {
        topic: textOf(call, 'topic'),
        tag: '',
        keys: [],
        properties: [],
        body: new Uint8Array(),
        delayLevel: 0,
        mode: 'sync',
      };
      this.#made.set(target, { line: call.line, message, sent: false });
      return;
    }
    const set = SETTERS[name];
    if (set !== undefined) {
      const made = this.#messageOf(call);
      made.message = { ...made.message, ...set(call, made.message) };
    } else if (name.startsWith('SendMessage')) {
      const made = this.#messageOf(call);
      made.sent = true;
      this.#sent.push({ line: call.line, message: { ...made.message, ...sendOf(call) } });
    }
  }

  found(): FoundMessage[] {
    const unsent = [...this.#made.values()].filter(({ sent }) => !sent);
    return [...this.#sent, ...unsent.map(({ line, message }) => ({ line, message }))];
  }

  #messageOf(call: PythonCall): FoundMessage & { sent: boolean } {
    const value = call.args.message;
    const made = value?.kind === 'variable' ? this.#made.get(value.name) : undefined;
    if (made === undefined) throw new PythonError('name', call.line, `${call.name} message`);
    return made;
  }
}

/** What each setter changes. */
const SETTERS: Record<
  string,
  ((call: PythonCall, message: CodeMessage) => Partial<CodeMessage>) | undefined
> = {
  SetMessageTopic: (call) => ({ topic: textOf(call, 'topic') }),
  SetMessageTags: (call) => ({ tag: textOf(call, 'tag') }),
  SetMessageKeys: (call) => ({
    keys: textOf(call, 'key')
      .split(/\s+/)
      .filter((key) => key !== ''),
  }),
  SetDelayTimeLevel: (call) => ({ delayLevel: numberOf(call, 'level') }),
  SetMessageBody: (call) => ({ body: encoder.encode(textOf(call, 'body')) }),
  SetByteMessageBody: (call) => {
    const body = call.args.body;
    const bytes = body?.kind === 'bytes' ? body.bytes : encoder.encode(textOf(call, 'body'));
    return { body: bytes.slice(0, numberOf(call, 'bytesLength')) };
  },
  SetMessageProperty: (call, { properties }) => {
    const name = textOf(call, 'key');
    return {
      properties: [...properties.filter(([known]) => known !== name), [name, textOf(call, 'value')]],
    };
  },
};

function sendOf(call: PythonCall): Pick<CodeMessage, 'mode' | 'orderly'> {
  if (call.name === 'SendMessageOneway') return { mode: 'oneway' };
  if (call.name === 'SendMessageSync') return { mode: 'sync' };
  return { mode: 'orderly', orderly: orderlyOf(call) };
}

function orderlyOf(call: PythonCall): OrderlyChoice {
  const selector = call.args.queueSelectorCallback;
  const does = selector?.kind === 'function' ? selector.does : undefined;
  const retries = numberOf(call, 'autoRetryTimes');
  if (does?.kind === 'hashOfArgs') return { by: 'hash', key: textOf(call, 'args'), retries };
  if (does?.kind === 'index' || does?.kind === 'modulo') return { by: does.kind, number: does.n, retries };
  throw new PythonError('type', call.line, `${call.name} queueSelectorCallback`);
}

function textOf(call: PythonCall, parameter: string): string {
  const value = call.args[parameter];
  return value?.kind === 'text' ? value.text : wrongType(call, parameter, value);
}

function numberOf(call: PythonCall, parameter: string): number {
  const value = call.args[parameter];
  return value?.kind === 'number' && Number.isSafeInteger(value.number)
    ? value.number
    : wrongType(call, parameter, value);
}

function wrongType(call: PythonCall, parameter: string, value: PythonValue | undefined): never {
  const reason = value === undefined ? 'argument' : 'type';
  throw new PythonError(reason, call.line, `${call.name} ${parameter}`);
}
