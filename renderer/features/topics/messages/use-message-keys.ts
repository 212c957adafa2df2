import type { RefObject } from 'react';
import { type KeyBinding, useKeys } from '../../../keys/use-keys.ts';
import { useUi } from '../../../store/ui-store.ts';
import type { Browse } from './rows/use-browse.ts';
import type { Checked } from './rows/use-checked.ts';

/** Lines the cursor goes with Page Up and Page Down. */
const PAGE_LINES = 20;

interface Options {
  browse: Browse;
  checked: Checked;
  filter: RefObject<HTMLInputElement | null>;
}

/** The keys of a table of stored messages. */
export function useMessageKeys({ browse, checked, filter }: Options): void {
  const { rows, view } = browse;
  const { inspectorToggled } = useUi.getState();
  const newestFirst = view?.order !== 'oldestFirst';
  const toggle = (): void => {
    const row = rows.cursorRow();
    if (row !== undefined) checked.toggle(row);
  };
  /** Checks the row it leaves and the one it comes to. */
  const extend = async (lines: number): Promise<void> => {
    const from = rows.cursorRow();
    await rows.step(lines);
    checked.add([from, rows.cursorRow()].flatMap((row) => row ?? []));
  };
  const closeLayer = (): void => {
    if (checked.rows.size > 0) checked.clear();
    else if (useUi.getState().inspectorOpen) inspectorToggled();
  };
  const open = (): void => {
    if (!useUi.getState().inspectorOpen) inspectorToggled();
  };
  const step = (key: string, label: KeyBinding['label'], lines: number): KeyBinding => ({
    key,
    label,
    run: () => void rows.step(lines),
  });
  const toNewest = (): void => void (newestFirst ? rows.toTop() : rows.toEnd());
  const toOldest = (): void => void (newestFirst ? rows.toEnd() : rows.toTop());
  useKeys([
    { key: 'f', label: 'topics.filter', run: () => filter.current?.focus() },
    {
      key: 'l',
      label: 'topics.live',
      run: () => browse.follow(view?.following !== true),
      disabled: view?.canFollow !== true,
    },
    { key: 'x', label: 'topics.key.check', run: toggle },
    step('j', 'topics.key.next', 1),
    step('k', 'topics.key.previous', -1),
    step('arrowdown', 'topics.key.next', 1),
    step('arrowup', 'topics.key.previous', -1),
    step('pagedown', 'topics.key.pageDown', PAGE_LINES),
    step('pageup', 'topics.key.pageUp', -PAGE_LINES),
    { key: 'shift+j', label: 'topics.key.extendDown', run: () => void extend(1) },
    { key: 'shift+k', label: 'topics.key.extendUp', run: () => void extend(-1) },
    { key: 'shift+arrowdown', label: 'topics.key.extendDown', run: () => void extend(1) },
    { key: 'shift+arrowup', label: 'topics.key.extendUp', run: () => void extend(-1) },
    { key: 'g', label: 'topics.key.newest', run: toNewest },
    { key: 'shift+g', label: 'topics.key.oldest', run: toOldest },
    { key: 'home', label: 'topics.key.first', run: () => void rows.toTop() },
    { key: 'end', label: 'topics.key.last', run: () => void rows.toEnd() },
    { key: 'enter', label: 'topics.key.open', run: open },
    { key: 'escape', label: 'topics.key.close', run: closeLayer },
  ]);
}
