import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CALL_NAMES } from '../contract/contract.ts';
import { DOCUMENTED_NAMES, documentedCalls } from '../contract/documented.ts';
import * as admin from '../protocol/requests/admin.ts';
import * as client from '../protocol/requests/client.ts';
import * as offset from '../protocol/requests/offset.ts';
import * as pull from '../protocol/requests/pull.ts';
import * as send from '../protocol/requests/send.ts';
import * as stats from '../protocol/requests/stats.ts';
import { ENUMS_IN_THE_DOCUMENT, NAMES_IN_THE_DOCUMENT } from './documented-names.ts';
import * as api from './index.ts';
import { operations } from './operations.ts';
import { operationsPage } from './operations-page.ts';

const exported: Record<string, unknown> = api;
const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operations.md'), 'utf8');

describe('every name of the document', () => {
  it('is there 39 times', () => {
    expect(new Set(NAMES_IN_THE_DOCUMENT).size).toBe(39);
  });

  it.each(NAMES_IN_THE_DOCUMENT)(
    '%s is a function, a call of the contract and a line of the page',
    (name) => {
      expect(exported[name]).toBeTypeOf('function');
      expect(CALL_NAMES).toContain(name);
      expect(page).toContain(`\n| \`${name}\` | `);
    },
  );

  it('is all there is, but for SendResult’s method', () => {
    expect(DOCUMENTED_NAMES.filter((name) => name !== 'GetMsgId')).toEqual([...NAMES_IN_THE_DOCUMENT]);
    expect(api.SendResult.prototype.GetMsgId).toBeTypeOf('function');
    expect(page).toContain('`SendResult`');
    expect(page).toContain('\n| `GetMsgId` | ');
  });

  it('takes the parameters of its call, as many and in their order', () => {
    for (const name of NAMES_IN_THE_DOCUMENT) {
      const run = exported[name] as (...values: unknown[]) => unknown;
      const source = String(run);
      const parameters = source.slice(source.indexOf('(') + 1, source.indexOf(')')).match(/\w+/g) ?? [];
      expect([name, ...parameters]).toEqual([name, ...Object.keys(documentedCalls[name].input.shape)]);
    }
  });

  it('has the documented enums', () => {
    for (const [name, members] of Object.entries(ENUMS_IN_THE_DOCUMENT)) {
      expect(exported[name]).toEqual(members);
      for (const [member, value] of Object.entries(members))
        expect(page).toContain(`| \`${name}\` | \`${member}\` | ${value} |`);
    }
  });
});

describe('the table', () => {
  it('is what docs/operations.md was made of: npm run docs', () => {
    expect(page).toBe(operationsPage());
  });

  it('names requests that there are', () => {
    const known = new Set(
      [admin, client, offset, pull, send, stats]
        .flatMap((file): unknown[] => Object.values(file))
        .flatMap((item) => (typeof item === 'object' && item !== null && 'name' in item ? item.name : [])),
    );
    for (const { wire } of Object.values(operations)) for (const name of wire) expect(known).toContain(name);
    expect(known.size).toBeGreaterThan(20);
  });

  it('says each meaning in both languages', () => {
    for (const { meaning } of Object.values(operations)) {
      expect(meaning.zh).toMatch(/\p{Script=Han}/u);
      expect(meaning.en).toMatch(/^[\x20-\x7e]+$/);
    }
  });
});

it('GetVersion gives the documented text', () => {
  expect(api.GetVersion()).toBe('PYTHON_CLIENT_VERSION: 1.2.0, BUILD DATE: 04-12-2018');
});
