import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { setBridge } from '../bridge/call.ts';
import { FakeHost } from '../testing/fake-host.ts';
import { fakeProfile } from '../testing/fake-views.ts';
import { ClockChip } from './clock-chip.tsx';

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost();
  host.answers['sandbox.clock.set'] = () => fakeProfile();
  host.answers['sandbox.clock.step'] = () => fakeProfile();
  setBridge(host);
});
afterEach(cleanup);

async function openMenu(rate: number): Promise<void> {
  render(<ClockChip profile={fakeProfile({ clock: { brokerMs: 0, hostMs: 0, rate, source: 'sandbox' } })} />);
  fireEvent.click(screen.getByRole('button', { name: /^Sandbox clock/ }));
  await screen.findByRole('menu');
}

it('offers to pause, three rates and a step', async () => {
  await openMenu(0);
  const names = [...screen.getAllByRole('menuitemradio'), ...screen.getAllByRole('menuitem')];
  expect(names.map(({ textContent }) => textContent)).toEqual([
    'Pause clock',
    'Clock ×1',
    'Clock ×10',
    'Clock ×60',
    'Step 1 s',
  ]);
  expect(screen.getByRole('menuitemradio', { checked: true }).textContent).toBe('Pause clock');
  expect(screen.getByText('Clock paused')).toBeDefined();
});

it.each([
  ['Pause clock', 'sandbox.clock.set', { profileId: 'sandbox', rate: 0 }],
  ['Clock ×60', 'sandbox.clock.set', { profileId: 'sandbox', rate: 60 }],
  ['Step 1 s', 'sandbox.clock.step', { profileId: 'sandbox', ms: 1_000 }],
])('%s asks the host', async (label, name, input) => {
  await openMenu(1);
  fireEvent.click(screen.getByText(label));
  expect(host.calls).toEqual([{ name, input }]);
});
