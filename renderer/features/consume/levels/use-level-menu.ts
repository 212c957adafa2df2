import { useState } from 'react';
import type { ProfileView } from '../../../../core/contract/views.ts';
import type { ConsumerView, MessageRow } from '../../../../core/model/consume.ts';
import type { ActEntry } from '../../../components/menu.tsx';
import { useText } from '../../../i18n/i18n.ts';
import type { Bulk } from '../bulk-dialog.tsx';
import type { Decisions } from '../use-decisions.ts';
import { levelEntries } from './level-entries.ts';

interface Point {
  x: number;
  y: number;
}

/** The one menu of a page that sends rows to a level or to the dead letters. */
export interface LevelMenu {
  /** Absent: closed. */
  at: Point | undefined;
  entries: readonly ActEntry[];
  /** For these rows; without them for the checked set. */
  open(at: Point, rows?: readonly MessageRow[]): void;
  close(): void;
}

export function useLevelMenu(
  consumer: ConsumerView,
  profile: ProfileView | undefined,
  {
    decisions,
    bulk,
    disabledReason,
  }: { decisions: Decisions; bulk: Bulk; disabledReason: string | undefined },
): LevelMenu {
  const t = useText();
  const [opened, setOpened] = useState<{ at: Point; rows: readonly MessageRow[] | undefined }>();
  const entries =
    opened === undefined
      ? []
      : levelEntries({
          rows: opened.rows ?? [...decisions.checked.values()],
          consumer,
          levels: profile?.delayLevels,
          disabledReason,
          t,
          run: (choice) => {
            if (opened.rows === undefined) bulk.ask(choice);
            else void decisions.decide(opened.rows, choice);
          },
        });
  return {
    at: opened?.at,
    entries,
    open: (at, rows) => setOpened({ at, rows }),
    close: () => setOpened(undefined),
  };
}
