import { beforeEach, expect, it } from 'vitest';
import { fakeProfile } from '../testing/fake-views.ts';
import { askOnProduction, useProduction } from './production.ts';
import { useUi } from './ui-store.ts';

const production = fakeProfile({ profileId: 'prod', environment: 'production' });
let runs: number;
const run = (): void => {
  runs++;
};

beforeEach(() => {
  runs = 0;
  useProduction.setState({ question: undefined, agreed: new Set() });
  useUi.getState().tabActivated('draft-1');
});

it('asks nobody elsewhere', () => {
  askOnProduction(fakeProfile({ environment: 'staging' }), 'send', run);
  expect([runs, useProduction.getState().question]).toEqual([1, undefined]);
});

it('asks until it is agreed to, then no more in that tab', () => {
  askOnProduction(production, 'send', run);
  useProduction.getState().answered(false);
  expect(runs).toBe(0);
  askOnProduction(production, 'send', run);
  useProduction.getState().answered(true);
  askOnProduction(production, 'send', run);
  expect([runs, useProduction.getState().question]).toEqual([2, undefined]);
});

it('asks anew for another act and in another tab', () => {
  askOnProduction(production, 'send', run);
  useProduction.getState().answered(true);
  askOnProduction(production, 'join', run);
  expect(useProduction.getState().question?.act).toBe('join');
  useProduction.getState().answered(false);
  useUi.getState().tabActivated('draft-2');
  askOnProduction(production, 'send', run);
  expect(useProduction.getState().question?.act).toBe('send');
  expect(runs).toBe(1);
});
