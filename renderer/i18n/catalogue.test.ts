import { describe, expect, it } from 'vitest';
import { en, zh } from './catalogue.ts';

/** Words that stay as they are in Chinese text, by themselves too. */
const LATIN = new Set([
  'Base64',
  'Broker',
  'D',
  'Gantry',
  'ID',
  'JSON',
  'Key',
  'Keys',
  'NameServer',
  'R',
  'TLS',
  'Tag',
  'UTF-8',
  'XML',
  'q',
  'reconsumeTimes',
  'sysFlag',
]);

const withoutPlaceholders = (text: string): string => text.replace(/\{\{\w+\}\}/g, ' ');
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();

describe('the Chinese catalogue', () => {
  it('is in Chinese, but for the words RocketMQ keeps', () => {
    const untranslated = Object.values(zh)
      .filter((text) => !/\p{Script=Han}/u.test(text))
      .flatMap((text) => withoutPlaceholders(text).match(/[\w-]+/g) ?? [])
      .filter((word) => !LATIN.has(word));
    expect(untranslated).toEqual([]);
  });

  it('fills in nothing that English does not', () => {
    const keys = Object.keys(en) as (keyof typeof en)[];
    const unknown = keys.filter((key) =>
      placeholders(zh[key]).some((name) => !placeholders(en[key]).includes(name)),
    );
    expect(unknown).toEqual([]);
  });
});
