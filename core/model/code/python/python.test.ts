import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HASH_DEFINITION } from './functions.ts';
import { parsePython } from './parse.ts';
import { PythonError } from './python-error.ts';
import type { PythonCall, PythonValue } from './python-value.ts';
import { type WrittenCall, writePython } from './write.ts';

const SIGNATURES = {
  CreateMessage: ['topic'],
  SetMessageBody: ['message', 'body'],
  SetByteMessageBody: ['message', 'body', 'bytesLength'],
  CreateProducer: ['name'],
  SendMessageSync: ['producer', 'message'],
  SendMessageOrderly: ['producer', 'message', 'autoRetryTimes', 'args', 'queueSelectorCallback'],
  RegisterMessageCallback: ['consumer', 'callback', 'args'],
  GetMsgId: ['result'],
};
const parse = (source: string): PythonCall[] => parsePython(source, SIGNATURES);
const read = (literal: string): PythonValue | undefined => parse(`CreateMessage(${literal})`)[0]?.args.topic;
const text = (value: string): PythonValue => ({ kind: 'text', text: value });
const refusal = (source: string): [string, number] | undefined => {
  try {
    parse(source);
    return undefined;
  } catch (error) {
    return error instanceof PythonError ? [error.reason, error.line] : ['thrown', 0];
  }
};

describe('parsePython', () => {
  it('reads a sample of the client', () => {
    const calls = parse(`# -*- coding: utf-8 -*-
from librocketmqclientpython import *
import time

producer = CreateProducer('p1')   # the group
msg = CreateMessage("order-events")
SetMessageBody(msg, 'two '
               "pieces")
result = SendMessageSync(producer, msg); print(result.GetMsgId())
time.sleep(1)
`);
    expect(calls).toEqual([
      { line: 5, name: 'CreateProducer', args: { name: text('p1') }, target: 'producer' },
      { line: 6, name: 'CreateMessage', args: { topic: text('order-events') }, target: 'msg' },
      {
        line: 7,
        name: 'SetMessageBody',
        args: { message: { kind: 'variable', name: 'msg' }, body: text('two pieces') },
        target: '_1',
      },
      {
        line: 9,
        name: 'SendMessageSync',
        args: {
          producer: { kind: 'variable', name: 'producer' },
          message: { kind: 'variable', name: 'msg' },
        },
        target: 'result',
      },
      { line: 9, name: 'GetMsgId', args: { result: { kind: 'variable', name: 'result' } }, target: '_2' },
    ]);
  });

  it.each([
    [String.raw`'a\n\x41é\U0001F600\'\\\q'`, "a\nAé😀'\\\\q"],
    [String.raw`r'a\n'`, 'a\\n'],
    [String.raw`'\101\0'`, 'A\0'],
    ['"""a\r\n"b" c"""', 'a\n"b" c'],
    ["u'中文'", '中文'],
    ["('a' \n 'b')", 'ab'],
  ])('reads %s', (literal, value) => {
    expect(read(literal)).toEqual(text(value));
  });

  it('reads bytes, numbers, constants and collections', () => {
    expect(read(String.raw`b'\xff\0a'`)).toEqual({ kind: 'bytes', bytes: Uint8Array.of(255, 0, 97) });
    expect(read("'é'.encode('utf-8')")).toEqual({ kind: 'bytes', bytes: Uint8Array.of(0xc3, 0xa9) });
    expect(read('-12')).toEqual({ kind: 'number', number: -12 });
    expect(read("[None, True, {'a': 0x10}]")).toEqual({
      kind: 'list',
      items: [
        { kind: 'none' },
        { kind: 'boolean', boolean: true },
        { kind: 'record', entries: [['a', { kind: 'number', number: 16 }]] },
      ],
    });
  });

  it('takes arguments by name, and what a variable holds', () => {
    const [call] = parse("body = b'abc'\nSetByteMessageBody(bytesLength=len(body), message=None, body=body)");
    expect(call?.args).toEqual({
      message: { kind: 'none' },
      body: { kind: 'bytes', bytes: Uint8Array.of(97, 98, 99) },
      bytesLength: { kind: 'number', number: 3 },
    });
  });

  it.each([
    ['lambda n, m, a: 3', { kind: 'index', n: 3 }],
    ['lambda n, m, a: 7 % n', { kind: 'modulo', n: 7 }],
    ['lambda n, m, a: abs(java_hash(a)) % n', { kind: 'hashOfArgs' }],
    ['lambda m, a: 1', { kind: 'answer', status: 1 }],
    ['lambda m, a: CConsumeStatus.E_CONSUME_SUCCESS', { kind: 'answer', status: 0 }],
  ])('knows what %s does', (source, does) => {
    expect(read(source)).toEqual({ kind: 'function', does });
  });

  it('takes a function by its name, and the one definition of the hash', () => {
    const source = `${HASH_DEFINITION}\ndef on_message(message, args):\n    return 0\n`;
    const [call] = parse(`${source}RegisterMessageCallback(None, on_message, None)`);
    expect(call?.args.callback).toEqual({ kind: 'function', does: { kind: 'answer', status: 0 } });
  });

  it.each([
    ["import os\nos.system('rm -rf /')", ['import', 1]],
    ["\nos.system('x')", ['call', 2]],
    ["__import__('os')", ['call', 1]],
    ["CreateMessage(open('/etc/passwd').read())", ['call', 1]],
    ['x = ().__class__', ['syntax', 1]],
    ['CreateMessage(f"{1}")', ['prefix', 1]],
    ["CreateMessage('a' + 'b')", ['syntax', 1]],
    ["CreateMessage('a", ['text', 1]],
    ['while True: pass', ['statement', 1]],
    ["if 1:\n  CreateMessage('a')", ['statement', 1]],
    ["CreateMessage('a', 'b')", ['argument', 1]],
    ["CreateMessage(topic='a', topic='b')", ['argument', 1]],
    ['CreateMessage(missing)', ['name', 1]],
    ['SendMessageOrderly(None, None, 0, None, lambda n, m, a: exit())', ['function', 1]],
    ['def java_hash(text):\n    return exec(text)\n', ['function', 1]],
    ['def f(m, a):\n    exec(a)\n    return 0\n', ['function', 1]],
    ["toString('x')", ['call', 1]],
    ["@decorated\nCreateMessage('a')", ['statement', 1]],
    ['CreateMessage(¿)', ['character', 1]],
    ["base64.b64decode('*')", ['type', 1]],
  ])('refuses %j', (source, reason) => {
    expect(refusal(source)).toEqual(reason);
  });

  it('ends on any text, with calls or a refusal', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'CreateMessage',
        '(',
        ')',
        "'a'",
        ',',
        '=',
        '\n',
        'x',
        'lambda ',
        ':',
        '[',
        '{',
        'def ',
        '.',
        '-',
        '1',
      ),
    );
    const sources = fc.oneof(
      fc.string({ unit: 'binary' }),
      pieces.map((list) => list.join('')),
    );
    fc.assert(
      fc.property(sources, (source) => {
        expect(refusal(source)?.[0]).not.toBe('thrown');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('writePython', () => {
  const leaf = fc.oneof(
    fc.string({ unit: 'binary' }).map(text),
    fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }).map(text),
    fc.uint8Array().map((bytes): PythonValue => ({ kind: 'bytes', bytes: new Uint8Array(bytes) })),
    fc.maxSafeInteger().map((number): PythonValue => ({ kind: 'number', number: number || 0 })),
    fc.boolean().map((boolean): PythonValue => ({ kind: 'boolean', boolean })),
    fc.constant<PythonValue>({ kind: 'none' }),
    fc.nat().map((n): PythonValue => ({ kind: 'function', does: { kind: 'modulo', n } })),
    fc.constant<PythonValue>({ kind: 'function', does: { kind: 'hashOfArgs' } }),
  );
  const value = fc.oneof(
    leaf,
    fc.array(leaf).map((items): PythonValue => ({ kind: 'list', items })),
    fc.array(fc.tuple(fc.string(), leaf)).map((entries): PythonValue => ({ kind: 'record', entries })),
  );

  it('writes what is read back as the same', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), (values) => {
        const calls: WrittenCall[] = values.map((item) => ({
          name: 'SetMessageBody',
          args: [{ kind: 'none' }, item],
          target: 'x',
        }));
        expect(parse(writePython(calls)).map((call) => call.args.body)).toEqual(values);
      }),
    );
  });
});
