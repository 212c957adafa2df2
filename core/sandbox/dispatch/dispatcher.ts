import { FLAG_ONEWAY, FLAG_RESPONSE, OUR_LANGUAGE, OUR_VERSION, RESPONSE } from '../../protocol/codes.ts';
import type { Command } from '../../protocol/command.ts';
import { EMPTY_BODY } from '../../protocol/command.ts';
import {
  decodeHeader,
  type Fields,
  type FieldTable,
  type RequestSpec,
} from '../../protocol/define-request.ts';
import type { ServedConnection } from '../../remoting/frame-server.ts';
import { Refusal, type Reply } from './reply.ts';

/** One request on its connection. */
export interface Call {
  connection: ServedConnection;
  request: Command;
  /** For an answer that comes later; nothing is sent for a one-way request. */
  respond(reply: Reply): void;
}

/** undefined = answered later, with `respond`. Throws Refusal. */
export type Handler = (call: Call) => Reply | undefined;
export type HandlerEntry = readonly [code: number, handler: Handler];
/** What a call passes on its way to its handler: the same call, or one whose answer takes another way. Throws Refusal. */
export type Gate = (call: Call) => Call;

/** A handler that gets its header as the request's table describes it. */
export function handle<H extends FieldTable, R extends FieldTable>(
  spec: RequestSpec<H, R>,
  run: (header: Fields<H>, call: Call) => Reply | undefined,
): HandlerEntry {
  const longs = Object.entries(spec.header).flatMap(([name, field]) =>
    field.type === 'long' ? [field.wire ?? name] : [],
  );
  return [spec.code, (call) => run(decodeHeader(spec, withinNumbers(call.request, longs)), call)];
}

/** Java's tools write Long.MAX_VALUE for 'for ever': longs beyond what a number holds become the largest it does. */
function withinNumbers(request: Command, longs: readonly string[]): Command {
  const beyond = longs.filter((name) => isBeyondNumbers(request.extFields[name]));
  if (beyond.length === 0) return request;
  const extFields = { ...request.extFields };
  for (const name of beyond)
    extFields[name] = String(Math.sign(Number(extFields[name])) * Number.MAX_SAFE_INTEGER);
  return { ...request, extFields };
}

const isBeyondNumbers = (text: string | undefined): boolean =>
  text !== undefined && /^-?\d{16,19}$/.test(text) && !Number.isSafeInteger(Number(text));

/** Finds the handler of a request's code and sends its answer. Every request that is not one-way is answered once. */
export class Dispatcher {
  readonly #handlers: ReadonlyMap<number, Handler>;
  readonly #gates: readonly Gate[];
  readonly #onAnswer: (connection: ServedConnection, answer: Command) => void;

  /** `onAnswer` gets what clients answer to requests of the broker's own. */
  constructor(
    entries: readonly HandlerEntry[],
    gates: readonly Gate[],
    onAnswer: (connection: ServedConnection, answer: Command) => void,
  ) {
    this.#handlers = new Map(entries);
    this.#gates = gates;
    this.#onAnswer = onAnswer;
  }

  receive(connection: ServedConnection, request: Command): void {
    if (request.flag & FLAG_RESPONSE) {
      this.#onAnswer(connection, request);
      return;
    }
    const respond = (reply: Reply): void => {
      if ((request.flag & FLAG_ONEWAY) === 0) connection.send(answerTo(request, reply));
    };
    this.#run({ connection, request, respond });
  }

  #run(arrived: Call): void {
    let call = arrived;
    let reply: Reply | undefined;
    try {
      for (const pass of this.#gates) call = pass(call);
      reply = this.#handle(call);
    } catch (error) {
      reply = replyOf(error);
    }
    if (reply !== undefined) call.respond(reply);
  }

  #handle(call: Call): Reply | undefined {
    const { code } = call.request;
    const handler = this.#handlers.get(code);
    if (handler !== undefined) return handler(call);
    return { code: RESPONSE.REQUEST_CODE_NOT_SUPPORTED, remark: ` request type ${code} not supported` };
  }
}

/** What Java's server does with an exception: code 1 and its text. */
function replyOf(error: unknown): Reply {
  if (error instanceof Refusal) return error.reply;
  const remark = error instanceof Error ? error.message : String(error);
  return { code: RESPONSE.SYSTEM_ERROR, remark };
}

function answerTo(request: Command, reply: Reply): Command {
  const answer: Command = {
    code: reply.code ?? RESPONSE.SUCCESS,
    opaque: request.opaque,
    flag: FLAG_RESPONSE,
    language: OUR_LANGUAGE,
    version: OUR_VERSION,
    extFields: reply.extFields ?? {},
    body: reply.body ?? EMPTY_BODY,
  };
  if (reply.remark !== undefined) answer.remark = reply.remark;
  return answer;
}
