import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type HistoryLimits, MAX_HISTORY_DAYS } from '../../../../core/contract/history.ts';
import { stateError } from '../../../../core/model/error.ts';
import { setBridge } from '../../../bridge/call.ts';
import { useHost } from '../../../store/host-store.ts';
import { useUi } from '../../../store/ui-store.ts';
import { FakeHost } from '../../../testing/fake-host.ts';
import { fakeProfile } from '../../../testing/fake-views.ts';
import { LimitsDialog } from './limits-dialog.tsx';

let host: FakeHost;
let kept: HistoryLimits;

beforeEach(() => {
  kept = { maxMebibytes: 64, maxDays: 30, noBodies: ['other'] };
  host = new FakeHost();
  host.answers['history.limits'] = () => kept;
  host.answers['history.limits.set'] = (patch) => {
    kept = { ...kept, ...patch };
    return kept;
  };
  setBridge(host);
  useHost.setState({ profiles: { sandbox: fakeProfile() }, linkUp: true });
  useUi.setState({ activeProfileId: 'sandbox' });
});
afterEach(cleanup);

async function open(): Promise<HTMLElement> {
  render(<LimitsDialog onClose={() => undefined} />);
  const dialog = screen.getByRole('alertdialog', { name: 'Send history' });
  await within(dialog).findByRole('spinbutton', { name: 'Size limit, in MiB' });
  return dialog;
}

const asked = (): unknown[] =>
  host.calls.filter(({ name }) => name === 'history.limits.set').map(({ input }) => input);

/** Types a number and leaves the field, which then shows what is kept. */
async function enter(name: string, typed: number, shown = typed): Promise<void> {
  const field = screen.getByRole<HTMLInputElement>('spinbutton', { name });
  fireEvent.change(field, { target: { value: String(typed) } });
  fireEvent.blur(field);
  await waitFor(() => expect(field.getAttribute('aria-valuenow')).toBe(String(shown)));
  expect(field.value).toBe(String(shown));
}

it('limits the size and the age of the history, each at once, within what there may be', async () => {
  await open();
  await enter('Size limit, in MiB', 128);
  await enter('Age limit, in days', 7);
  await enter('Age limit, in days', MAX_HISTORY_DAYS + 1, 7);
  expect(asked()).toEqual([{ maxMebibytes: 128 }, { maxDays: 7 }]);
});

it('stores no bodies of the connection in front, and leaves the others as they are', async () => {
  await open();
  const box = screen.getByRole<HTMLInputElement>('checkbox', { name: /^Store no bodies/ });
  expect(box.checked).toBe(false);
  fireEvent.click(box);
  await waitFor(() => expect(box.checked).toBe(true));
  fireEvent.click(box);
  await waitFor(() => expect(box.checked).toBe(false));
  expect(asked()).toEqual([{ noBodies: ['other', 'sandbox'] }, { noBodies: ['other'] }]);
});

it('says why a limit was not taken', async () => {
  const dialog = await open();
  host.answers['history.limits.set'] = () => {
    throw stateError('folderInUse');
  };
  fireEvent.click(screen.getByRole('checkbox', { name: /^Store no bodies/ }));
  expect(await within(dialog).findByRole('alert')).toBeTruthy();
  expect(kept.noBodies).toEqual(['other']);
});
