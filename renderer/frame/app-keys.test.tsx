import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { APP_KEYS } from '../../core/model/app-keys.ts';
import { setBridge } from '../bridge/call.ts';
import { en, type TextKey, zh } from '../i18n/catalogue.ts';
import { boundKeys } from '../keys/use-keys.ts';
import { useHost } from '../store/host-store.ts';
import { FakeHost } from '../testing/fake-host.ts';
import { fakeApp } from '../testing/fake-views.ts';
import { Frame } from './frame.tsx';
import { PLACE_KEY } from './palette/items.ts';

const texts: Record<'en' | 'zh', Partial<Record<TextKey, string>>> = { en, zh };

beforeEach(() => {
  setBridge(new FakeHost());
  useHost.setState({ app: fakeApp({ profiles: [] }) });
});
afterEach(cleanup);

it.each(APP_KEYS)('the menu’s $key is the window’s, in the same words', ({ key, label, ...words }) => {
  render(<Frame />);
  expect(boundKeys().find((bound) => bound.key === key)?.label).toBe(label);
  expect([texts.en[label], texts.zh[label]]).toEqual([words.en, words.zh]);
});

it('every page the window goes to by a key is in the menu', () => {
  render(<Frame />);
  const pages = boundKeys().flatMap(({ key }) => (PLACE_KEY.test(key) ? key : []));
  const inMenu = APP_KEYS.map(({ key }) => key).filter((key) => PLACE_KEY.test(key));
  expect(pages.length).toBeGreaterThan(0);
  expect([...inMenu].sort()).toEqual(pages.sort());
});
