import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Template } from '../../contract/library.ts';
import type { SendDraft } from '../../contract/views.ts';
import { readTemplate, writeTemplate } from './template-file.ts';

const draft = (patch: Partial<SendDraft> = {}): SendDraft => ({
  topic: 'order-events',
  tag: 'paid',
  keys: ['ORD-20931'],
  properties: [['source', 'gantry']],
  body: Buffer.from('{\n  "orderId": "ORD-20931"\n}'),
  bodyFormat: 'json',
  delayLevel: 3,
  mode: 'sync',
  ...patch,
});

const template = (patch: Partial<SendDraft> = {}, variables = true): Template => ({
  draft: draft(patch),
  variables,
});

function problemOf(text: string) {
  const read = readTemplate(text);
  return 'problem' in read ? read.problem : undefined;
}

describe('a template as text', () => {
  it('is made for git: fixed order, a line each', () => {
    expect(writeTemplate(template())).toBe(`{
  "schema": 1,
  "topic": "order-events",
  "tag": "paid",
  "keys": [
    "ORD-20931"
  ],
  "properties": [
    ["source","gantry"]
  ],
  "delayLevel": 3,
  "mode": "sync",
  "variables": true,
  "bodyFormat": "json",
  "body": [
    "{",
    "  \\"orderId\\": \\"ORD-20931\\"",
    "}"
  ]
}
`);
  });

  it('comes back with the same bytes, whatever they are', () => {
    const texts = fc.string({ unit: 'binary' }).map((text) => new Uint8Array(Buffer.from(text, 'utf8')));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), texts), fc.string(), (body, tag) => {
        const read = readTemplate(writeTemplate(template({ body, tag })));
        if (!('draft' in read)) throw new Error(JSON.stringify(read.problem));
        expect(Buffer.from(read.draft.body).equals(body)).toBe(true);
        expect({ ...read.draft, body }).toEqual(draft({ body, tag }));
      }),
    );
  });

  it('says whether braces in it are variables; by hand they are unless it says otherwise', () => {
    for (const variables of [true, false])
      expect(readTemplate(writeTemplate(template({}, variables)))).toMatchObject({ variables });
    expect(readTemplate('{"schema":1,"topic":"t","body":["{{now}}"]}')).toMatchObject({ variables: true });
  });

  it('may leave out what has an obvious default', () => {
    expect(readTemplate('{"schema":1,"topic":"t","body":["a","b"]}')).toMatchObject({
      draft: {
        topic: 't',
        tag: '',
        keys: [],
        properties: [],
        delayLevel: 0,
        mode: 'sync',
        body: Buffer.from('a\nb'),
      },
    });
  });

  it('names the line that is wrong', () => {
    expect(problemOf('{\n  "schema": 1,\n  "topic": oops\n}')).toEqual({
      line: 3,
      reason: 'syntax',
      detail: 'oops',
    });
    expect(problemOf('{\n  "schema": 1,\n  "topic": "t",\n  "delayLevel": "3",\n  "body": []\n}')).toEqual({
      line: 4,
      reason: 'field',
      detail: 'delayLevel',
    });
    expect(problemOf('{\n  "schema": 7\n}')).toEqual({ line: 2, reason: 'schema', detail: '7' });
    expect(problemOf('{"schema":1,"topic":"t"}')).toEqual({ reason: 'field', detail: 'body' });
    expect(problemOf('{\n"schema":1,\n"topic":"t",\n"bodyBase64":["!"]}')).toMatchObject({
      line: 4,
      reason: 'base64',
    });
    expect(problemOf('[]')).toMatchObject({ line: 1, reason: 'field' });
  });

  it('refuses what it does not know, so that a misspelt name is not lost silently', () => {
    expect(problemOf('{"schema":1,"topic":"t","body":[],"delaylevel":3}')).toMatchObject({ reason: 'field' });
  });
});
