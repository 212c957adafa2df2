import type { DecisionChoice } from '../../../core/model/consume.ts';
import type { TextKey } from '../../i18n/catalogue.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useUi } from '../../store/ui-store.ts';
import { cursorPoint } from '../message/use-row-actions.ts';
import type { Bulk } from './bulk-dialog.tsx';
import type { LevelMenu } from './levels/use-level-menu.ts';
import type { LiveRows } from './rows/live-rows.ts';
import type { Decisions } from './use-decisions.ts';

/** Lines the cursor goes with Page Up and Page Down. */
const PAGE_LINES = 20;

interface Options {
  live: LiveRows;
  paused: boolean;
  decisions: Decisions;
  bulk: Bulk;
  levels: LevelMenu;
  /** Decisions in their grace. */
  undoable: number;
  disabledReason: string | undefined;
}

/** The page's keys. A and R act on the checked set where there is one, else on the cursor's row. */
export function useConsumeKeys(options: Options): void {
  const { live, paused, decisions, bulk, levels, undoable, disabledReason } = options;
  const { inspectorToggled } = useUi.getState();
  const decide = (choice: DecisionChoice): void => {
    const row = live.cursorRow();
    if (decisions.checked.size > 0) bulk.ask(choice);
    else if (row !== undefined) void decisions.decide([row], choice);
  };
  const openLevels = (): void => {
    const row = live.cursorRow();
    if (decisions.checked.size > 0) levels.open(cursorPoint());
    else if (row?.state === 'held') levels.open(cursorPoint(), [row]);
  };
  const toggle = (): void => {
    const row = live.cursorRow();
    if (row !== undefined) decisions.toggle(row);
  };
  /** Checks the row it leaves and the one it comes to. */
  const extend = async (lines: number): Promise<void> => {
    const from = live.cursorRow();
    await live.step(lines);
    const to = live.cursorRow();
    decisions.check([from, to].flatMap((row) => (row?.state === 'held' ? [row] : [])));
  };
  const closeLayer = (): void => {
    if (decisions.checked.size > 0) decisions.clear();
    else if (useUi.getState().inspectorOpen) inspectorToggled();
  };
  const openInspector = (): void => {
    if (!useUi.getState().inspectorOpen) inspectorToggled();
  };
  const disabled = disabledReason !== undefined;
  const noneHeld = (): TextKey | undefined =>
    decisions.checked.size > 0 || live.cursorRow()?.state === 'held' ? undefined : 'consume.whyNoneHeld';
  const onHeld = { disabled, disabledReason, whyNot: noneHeld };
  useKeys([
    { key: 'a', label: 'consume.ack', run: () => decide({ decision: 'ack' }), ...onHeld },
    { key: 'r', label: 'consume.later', run: () => decide({ decision: 'later' }), ...onHeld },
    { key: 'shift+r', label: 'levels.menu', run: openLevels, whyNot: noneHeld },
    // A text field keeps its own undo while there is nothing here to take back.
    { key: 'mod+z', label: 'consume.key.undo', run: () => void decisions.undo(), disabled: undoable === 0 },
    { key: 'x', label: 'consume.key.check', run: toggle },
    { key: 'j', label: 'consume.key.next', run: () => void live.step(1) },
    { key: 'k', label: 'consume.key.previous', run: () => void live.step(-1) },
    { key: 'arrowdown', label: 'consume.key.next', run: () => void live.step(1) },
    { key: 'arrowup', label: 'consume.key.previous', run: () => void live.step(-1) },
    { key: 'shift+j', label: 'consume.key.extendDown', run: () => void extend(1) },
    { key: 'shift+k', label: 'consume.key.extendUp', run: () => void extend(-1) },
    { key: 'shift+arrowdown', label: 'consume.key.extendDown', run: () => void extend(1) },
    { key: 'shift+arrowup', label: 'consume.key.extendUp', run: () => void extend(-1) },
    { key: 'pagedown', label: 'consume.key.pageDown', run: () => void live.step(PAGE_LINES) },
    { key: 'pageup', label: 'consume.key.pageUp', run: () => void live.step(-PAGE_LINES) },
    { key: 'g', label: 'consume.key.newest', run: () => void live.toTop() },
    { key: 'home', label: 'consume.key.newest', run: () => void live.toTop() },
    { key: 'shift+g', label: 'consume.key.oldest', run: () => void live.step(Number.MAX_SAFE_INTEGER) },
    { key: 'end', label: 'consume.key.oldest', run: () => void live.step(Number.MAX_SAFE_INTEGER) },
    {
      key: 'space',
      label: paused ? 'consume.resume' : 'consume.pause',
      run: () => live.pause(!paused),
    },
    { key: 'enter', label: 'consume.key.open', run: openInspector },
    { key: 'escape', label: 'consume.key.close', run: closeLayer },
  ]);
}
