// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { draftForm as draftFormSchema } from '../../../core/contract/compose.ts';
import type { LibraryView } from '../../../core/contract/library.ts';
import { inputError } from '../../../core/model/error.ts';
import { setBridge } from '../../bridge/call.ts';
import { draftForm, draftFromForm, emptyDraft } from '../../store/drafts.ts';
import { useHost } from '../../store/host-store.ts';
import { useUi } from '../../store/ui-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeApp } from '../../testing/fake-views.ts';
import { LibraryDialogs } from './dialogs/library-dialogs.tsx';
import { draftsFollow, openTemplate, saveDraft, takeFile } from './library-actions.ts';
import { LibraryPage } from './library-page.tsx';
import { useLibrary } from './library-store.ts';

const VIEW: LibraryView = {
  revision: 1,
  dir: '/home/kim/library',
  chosen: false,
  canChoose: false,
  writable: true,
  cut: false,
  variables: [['tenant', 'cn-east']],
  variablesVersion: 'v1',
  entries: [
    { kind: 'folder', path: 'Checkout', name: 'Checkout', messages: 1 },
    {
      kind: 'message',
      path: 'Checkout/Order paid.json',
      name: 'Order paid',
      topic: 'order-events',
      tag: 'paid',
      keys: ['ORD-1'],
      bodyBytes: 2,
      version: 'f1',
    },
    {
      kind: 'problem',
      path: 'Broken.json',
      name: 'Broken',
      problem: { line: 3, reason: 'syntax', detail: 'oops' },
      version: 'f2',
    },
  ],
};

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost();
  host.answers['library.view'] = () => VIEW;
  host.answers['library.search'] = () => [];
  host.answers['history.page'] = ({ from }) => ({ version: 1, total: 0, matched: 0, from, rows: [] });
  host.answers['library.read'] = ({ path }) =>
    path === 'Broken.json'
      ? {
          path,
          version: 'f2',
          problem: { line: 3, reason: 'syntax', detail: 'oops' },
          text: '{\n"schema": 1,\noops\n}',
        }
      : {
          path,
          version: 'f1',
          variables: false,
          draft: {
            topic: 'order-events',
            tag: 'paid',
            keys: ['ORD-1'],
            properties: [],
            body: new TextEncoder().encode('{}'),
            bodyFormat: 'json',
            delayLevel: 0,
            mode: 'sync',
          },
        };
  setBridge(host);
  useHost.setState({ app: fakeApp() });
  useLibrary.setState(useLibrary.getInitialState(), true);
  // Nothing has a height here; a tree of 400 px shows its lines.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 400 });
});
afterEach(() => {
  cleanup();
  Reflect.deleteProperty(HTMLElement.prototype, 'clientHeight');
});

async function open(): Promise<HTMLElement> {
  render(
    <>
      <LibraryPage />
      <LibraryDialogs />
    </>,
  );
  return await screen.findByRole('tree', { name: 'Library' });
}

it('is walked by keyboard: a folder shuts, a message is chosen', async () => {
  const tree = await open();
  await screen.findByRole('treeitem', { name: 'Order paid' });
  fireEvent.keyDown(tree, { key: 'ArrowDown' });
  fireEvent.keyDown(tree, { key: 'ArrowLeft' });
  expect(screen.queryByRole('treeitem', { name: 'Order paid' })).toBeNull();
  fireEvent.keyDown(tree, { key: 'ArrowRight' });
  fireEvent.keyDown(tree, { key: 'ArrowDown' });
  expect(await screen.findByRole('heading', { level: 2, name: 'Checkout/Order paid' })).toBeTruthy();
  expect(tree.getAttribute('aria-activedescendant')).toBe('library-line-1');
});

it('shows a file that cannot be read with its line', async () => {
  await open();
  fireEvent.click(await screen.findByRole('treeitem', { name: 'Broken, cannot be read' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Line 3: Not valid JSON: oops');
});

it('keeps what is typed when the host refuses the name', async () => {
  host.answers['library.move'] = () => {
    throw inputError('path', 'exists', { value: 'Fixed' });
  };
  const tree = await open();
  await screen.findByRole('treeitem', { name: 'Order paid' });
  fireEvent.keyDown(tree, { key: 'End' });
  fireEvent.keyDown(tree, { key: 'F2' });
  const name = await screen.findByRole('combobox', { name: 'Name' });
  fireEvent.change(name, { target: { value: 'Fixed' } });
  fireEvent.click(screen.getByRole('button', { name: 'Move' }));
  await waitFor(() => expect(name.getAttribute('aria-invalid')).toBe('true'));
  expect((name as HTMLInputElement).value).toBe('Fixed');
  expect(host.calls.at(-1)).toEqual({
    name: 'library.move',
    input: { from: 'Broken.json', to: 'Fixed.json' },
  });
});

it('refuses a variable in its own line, past lines that were left empty', async () => {
  host.answers['library.variables.set'] = () => {
    throw inputError('variables.1.name', 'builtIn', { value: 'uuid' });
  };
  render(<LibraryPage />);
  fireEvent.click(await screen.findByRole('button', { name: 'Variables 1' }));
  const add = await screen.findByRole('button', { name: 'Add variable' });
  fireEvent.click(add);
  fireEvent.click(add);
  const names = screen.getAllByRole('textbox', { name: 'Variable name' });
  fireEvent.change(names[2] as HTMLElement, { target: { value: 'uuid' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save variables' }));
  await screen.findByText('uuid is built in: choose another name.');
  expect(names.map((name) => name.getAttribute('aria-invalid'))).toEqual([null, null, 'true']);
});

it('never writes over variables that changed meanwhile', async () => {
  const saved: unknown[] = [];
  host.answers['library.variables.set'] = (input) => {
    saved.push(input.baseVersion);
    return { kind: 'conflict', path: 'variables.json', version: 'v2' };
  };
  await open();
  fireEvent.click(await screen.findByRole('button', { name: 'Variables 1' }));
  const value = await screen.findByRole('textbox', { name: 'Variable value' });
  fireEvent.change(value, { target: { value: 'cn-west' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save variables' }));
  expect((await screen.findByRole('alert')).textContent).toContain('variables.json changed on disk');
  expect((value as HTMLInputElement).value).toBe('cn-west');
  fireEvent.click(screen.getByRole('button', { name: 'Keep mine' }));
  await waitFor(() => expect(saved).toEqual(['v1', 'v2']));
});

it('a draft of a file goes back to it after a reload of the page, as plain text where the file says so', async () => {
  host.answers['library.save'] = ({ path }) => ({ kind: 'saved', path, version: 'f3' });
  await openTemplate('Checkout/Order paid.json');
  const draftId = useUi.getState().nextDraftId - 1;
  const opened = useUi.getState().drafts[draftId] ?? emptyDraft(0);
  expect(opened).toMatchObject({ variables: false, unsent: false });

  const kept = draftForm(opened);
  expect(draftFormSchema.safeParse(kept).success).toBe(true);
  useUi.setState({ drafts: { [draftId]: draftFromForm(draftId, kept) } });
  await saveDraft(draftId);
  expect(host.calls.find(({ name }) => name === 'library.save')?.input).toMatchObject({
    path: 'Checkout/Order paid.json',
    baseVersion: 'f1',
    variables: false,
  });
  expect(useUi.getState().drafts[draftId]?.libraryFile?.version).toBe('f3');
  draftsFollow('Checkout', 'Shop/Checkout');
  expect(useUi.getState().drafts[draftId]?.libraryFile?.path).toBe('Shop/Checkout/Order paid.json');
  expect(useLibrary.getState().dialog).toBeUndefined();
});

it('a draft that takes what the file says stays the draft it was', async () => {
  await openTemplate('Checkout/Order paid.json');
  const draftId = useUi.getState().nextDraftId - 1;
  const { draftKey, keys } = useUi.getState().drafts[draftId] ?? emptyDraft(0);
  useUi.getState().draftEdited(draftId, { keys: ['MINE'] });
  expect(await takeFile(draftId, 'Checkout/Order paid.json')).toBe(true);
  expect(useUi.getState().drafts[draftId]).toMatchObject({ draftKey, keys, unsent: false });
});
