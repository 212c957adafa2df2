import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  type Action,
  boundKeys,
  type KeyBinding,
  listenForKeys,
  offeredActions,
  useKeys,
} from './use-keys.ts';

let stopKeys: () => void;
beforeEach(() => {
  stopKeys = listenForKeys();
});
afterEach(() => {
  cleanup();
  stopKeys();
  vi.restoreAllMocks();
});

function Page({ bindings }: { bindings: (KeyBinding | Action)[] }) {
  useKeys(bindings);
  return <input aria-label="Field" />;
}

const run = (): void => undefined;

it('offers each action once, with its first key, and those without a key', () => {
  render(
    <Page
      bindings={[
        { key: 'j', label: 'topics.key.next', run },
        { key: 'arrowdown', label: 'topics.key.next', run },
        { label: 'topics.newTopic', run },
        { label: 'topics.export', hint: 'As CSV', run },
        { label: 'topics.export', hint: 'As JSON', run },
      ]}
    />,
  );
  expect(
    offeredActions().map((action) => ['key' in action ? action.key : '', action.label, action.hint]),
  ).toEqual([
    ['j', 'topics.key.next', undefined],
    ['', 'topics.newTopic', undefined],
    ['', 'topics.export', 'As CSV'],
    ['', 'topics.export', 'As JSON'],
  ]);
  expect(boundKeys().map(({ key }) => key)).toEqual(['j', 'arrowdown']);
});

it('offers what acts rather than a later binding of its key that cannot', () => {
  render(
    <>
      <Page bindings={[{ key: 'mod+s', label: 'library.save', hint: 'row', run }]} />
      <Page bindings={[{ key: 'mod+s', label: 'library.save', hint: 'draft', run, disabled: true }]} />
    </>,
  );
  expect(offeredActions().map(({ hint }) => hint)).toEqual(['row']);
});

it('leaves a key to the browser in a text field and while text is selected', () => {
  const copy = vi.fn();
  render(
    <Page bindings={[{ key: 'mod+c', label: 'message.action.copyJson', run: copy, leavesText: true }]} />,
  );
  const press = (target: Element): boolean => fireEvent.keyDown(target, { key: 'c', ctrlKey: true });
  expect(press(screen.getByRole('textbox'))).toBe(true);
  vi.spyOn(window, 'getSelection').mockReturnValue({ isCollapsed: false } as Selection);
  expect(press(document.body)).toBe(true);
  expect(copy).not.toHaveBeenCalled();
  vi.mocked(window.getSelection).mockReturnValue({ isCollapsed: true } as Selection);
  expect(press(document.body)).toBe(false);
  expect(copy).toHaveBeenCalledOnce();
});

it('leaves keys to an open dialog or menu, and the key that closes it; not to one that is only going', () => {
  const pressed = vi.fn();
  render(
    <>
      <Page bindings={[{ key: 'escape', label: 'topics.key.close', run: pressed }]} />
      <div role="menu" data-testid="menu" tabIndex={-1} />
    </>,
  );
  const menu = screen.getByTestId('menu');
  const close = (): void => {
    menu.dataset.closed = '';
  };
  document.addEventListener('keydown', close, { once: true });
  fireEvent.keyDown(menu, { key: 'Escape' });
  expect(pressed).not.toHaveBeenCalled();
  fireEvent.keyDown(menu, { key: 'Escape' });
  expect(pressed).toHaveBeenCalledTimes(1);
});
