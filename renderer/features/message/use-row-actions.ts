import { Copy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ErrorData } from '../../../core/model/error.ts';
import { errorData } from '../../bridge/window-error.ts';
import type { ActEntry, ItemEntry } from '../../components/menu.tsx';
import type { TextKey } from '../../i18n/catalogue.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { readMessage } from './read-message.ts';
import type { RowAction, RowTarget } from './row-action.ts';
import { COPY_ACTIONS, ROW_ACTIONS } from './row-actions.ts';

export interface RowScope {
  profileId: string;
  /** What can be done beside copying; everything, where it is absent. */
  actions?: readonly RowAction[];
  /** The checked rows, else the row under the cursor. */
  targets(): readonly RowTarget[];
  /** Takes rows out of the checked set. */
  release?(targets: readonly RowTarget[]): void;
}

interface Point {
  x: number;
  y: number;
}

/** What a page and its inspector need to act on rows. */
export interface RowActions {
  profileId: string;
  run(action: RowAction, targets: readonly RowTarget[]): void;
  /** A menu's entries; those that are not possible say why. */
  entries(targets: readonly RowTarget[]): ActEntry[];
  /** The context menu of the scope's targets. */
  openMenu(at: Point): void;
  closeMenu(): void;
  menu: { at: Point; entries: ActEntry[] } | undefined;
  dialog: ReactNode;
  error: ErrorData | undefined;
  dismissError(): void;
}

/** The row actions of a page, their keys bound. Its menu, dialogs and errors are drawn by RowActionsLayer. */
export function useRowActions({ profileId, actions = ROW_ACTIONS, targets, release }: RowScope): RowActions {
  const t = useText();
  const [menu, setMenu] = useState<RowActions['menu']>();
  const [dialog, setDialog] = useState<ReactNode>();
  const [error, setError] = useState<ErrorData>();

  const run = async (action: RowAction, rows: readonly RowTarget[]): Promise<void> => {
    if (!isSome(rows) || whyNot(action, rows) !== undefined) return;
    setError(undefined);
    try {
      await action.run(rows, {
        profileId,
        t,
        release,
        read: ({ ref }) => readMessage(ref),
        showDialog: (draw) => setDialog(draw(() => setDialog(undefined))),
      });
    } catch (caught) {
      setError(errorData(caught));
    }
  };
  const entriesOf = (some: readonly RowAction[], rows: readonly RowTarget[]): ItemEntry[] =>
    some.map((action) => entryOf(action, rows, t, () => void run(action, rows)));
  const entries = (rows: readonly RowTarget[]): ActEntry[] => [
    ...entriesOf(actions, rows),
    {
      kind: 'menu',
      label: t('message.copyAs'),
      icon: Copy,
      shortcut: 'y',
      entries: entriesOf(COPY_ACTIONS, rows),
    },
  ];
  const openMenu = (at: Point, entriesFor: (rows: readonly RowTarget[]) => ActEntry[] = entries): void => {
    const rows = targets();
    if (rows.length > 0) setMenu({ at, entries: entriesFor(rows) });
  };
  const openCopyMenu = (): void => openMenu(cursorPoint(), (rows) => entriesOf(COPY_ACTIONS, rows));
  const whyNoRow = (): TextKey | undefined => (targets().length === 0 ? 'message.why.none' : undefined);

  useKeys([
    ...[...actions, ...COPY_ACTIONS].map((action) => ({
      label: action.label,
      run: () => void run(action, targets()),
      whyNot: () => whyNot(action, targets()),
      ...(action.key === undefined ? {} : { key: action.key, leavesText: action.leavesText }),
    })),
    { key: 'y', label: 'message.copyAs', run: openCopyMenu, whyNot: whyNoRow },
    { key: '.', label: 'message.key.menu', run: () => openMenu(cursorPoint()), whyNot: whyNoRow },
  ]);

  return {
    profileId,
    run: (action, rows) => void run(action, rows),
    entries,
    openMenu: (at) => openMenu(at),
    closeMenu: () => setMenu(undefined),
    menu,
    dialog,
    error,
    dismissError: () => setError(undefined),
  };
}

type Some = readonly [RowTarget, ...RowTarget[]];
const isSome = (rows: readonly RowTarget[]): rows is Some => rows.length > 0;

function whyNot(action: RowAction, rows: readonly RowTarget[]): TextKey | undefined {
  if (!isSome(rows)) return 'message.why.none';
  if (action.takes === 'one' && rows.length > 1) return 'message.why.oneOnly';
  return action.whyNot?.(rows);
}

function entryOf(action: RowAction, rows: readonly RowTarget[], t: Translate, run: () => void): ItemEntry {
  const why = whyNot(action, rows);
  return {
    kind: 'item',
    label: t(action.label),
    icon: action.icon,
    ...(action.key === undefined ? {} : { shortcut: action.key }),
    ...(why === undefined ? {} : { disabled: true, reason: t(why) }),
    run,
  };
}

/** Where the row under the cursor is drawn: its menu opens there by the keyboard. */
export function cursorPoint(): Point {
  const row = document.querySelector('[role="row"][aria-selected="true"]');
  const { left, bottom } = row?.getBoundingClientRect() ?? { left: 0, bottom: 0 };
  return { x: left + MENU_INSET_PX, y: bottom };
}
const MENU_INSET_PX = 24;
