import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageRef } from '../../../core/contract/message-ref.ts';
import type { MessageFacts, StoredDetail } from '../../../core/model/message-detail.ts';
import type { TextKey } from '../../i18n/catalogue.ts';
import type { Translate } from '../../i18n/i18n.ts';

/** A row that something may be done with, wherever it stands. */
export interface RowTarget {
  ref: MessageRef;
  row: MessageFacts;
}

/** Numbers of rows of a consumer or a browse. */
export function seqsOf(targets: readonly RowTarget[]): number[] {
  return targets.flatMap(({ ref }) => ('seq' in ref ? ref.seq : []));
}

/** What an action may use. */
export interface ActionContext {
  profileId: string;
  t: Translate;
  /** The whole message. Throws what the host says. */
  read(target: RowTarget): Promise<StoredDetail>;
  /** These were dealt with: they are no longer checked. Absent where nothing can be checked. */
  release?: ((targets: readonly RowTarget[]) => void) | undefined;
  /** Shows a dialog until it calls `close`. */
  showDialog(dialog: (close: () => void) => ReactNode): void;
}

/** One thing to do with the row under the cursor, or with the checked set. */
export interface RowAction {
  id: string;
  label: TextKey;
  icon: LucideIcon;
  /** As in combo.ts. */
  key?: string;
  /** As in KeyBinding. */
  leavesText?: true;
  /** `one`: not possible while several rows are checked. */
  takes: 'one' | 'many';
  /** Also a button in the inspector's head; `icon`: without its words. */
  prominent?: 'label' | 'icon';
  /** Why it is not possible for these rows; undefined when it is. */
  whyNot?(targets: readonly [RowTarget, ...RowTarget[]]): TextKey | undefined;
  /** What it throws is shown on the page. */
  run(targets: readonly [RowTarget, ...RowTarget[]], context: ActionContext): void | Promise<void>;
}
