import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { useHost } from '../../../store/host-store.ts';
import { fakeApp } from '../../../testing/fake-views.ts';
import { BodyTab } from './body-tab.tsx';

const BODY = new TextEncoder().encode(JSON.stringify({ text: 'x'.repeat(2_000) }));

beforeEach(() => useHost.getState().opened(fakeApp(), [], []));
afterEach(cleanup);

function foldAbove(foldBodyBytes: number): void {
  const app = fakeApp();
  useHost.setState({ app: { ...app, settings: { ...app.settings, foldBodyBytes } } });
}

it('folds a body above the limit of the settings', () => {
  foldAbove(1_024);
  render(<BodyTab body={BODY} name="ORD-1" />);
  expect(screen.getByRole('button', { name: 'Show' })).toBeDefined();
  expect(screen.queryByRole('tree')).toBeNull();
});

it('shows a body up to it at once', () => {
  foldAbove(4_096);
  render(<BodyTab body={BODY} name="ORD-1" />);
  expect(screen.queryByRole('button', { name: 'Show' })).toBeNull();
});
