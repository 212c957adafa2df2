import { useState } from 'react';
import { Tabs } from '../../../components/tabs.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useActiveProfile } from '../../../store/selectors.ts';
import { useDelayLab } from '../lab-store.ts';
import type { ShownRun } from '../use-shown-run.ts';
import { LevelsTable } from './levels-table.tsx';
import { RowDetails } from './row-details.tsx';
import { RowsGrid } from './rows-grid.tsx';

type Side = 'messages' | 'levels';

/** Beside the drawing: the same messages as a table, and the levels. */
export function LabSide({ shown }: { shown: ShownRun | undefined }) {
  const t = useText();
  const [side, setSide] = useState<Side>('messages');
  const profile = useActiveProfile();
  const cursor = useDelayLab((lab) => (shown === undefined ? undefined : lab.cursors[shown.run.runId]));
  const row = shown?.run.rows.find(({ rowId }) => rowId === cursor);
  const count = shown?.run.rows.length ?? 0;
  return (
    <aside className="lab-side" aria-label={t('delayLab.side')}>
      <Tabs<Side>
        className="lab-tabs"
        aria-label={t('delayLab.side')}
        value={side}
        onValueChange={setSide}
        tabs={[
          { value: 'messages', label: t('delayLab.messages', { count }) },
          { value: 'levels', label: t('delayLab.levelTable') },
        ]}
      >
        {side === 'levels' ? (
          <LevelsTable />
        ) : (
          shown && (
            <>
              <RowsGrid shown={shown} />
              {row && (
                <RowDetails
                  row={row}
                  clocks={shown.clocks}
                  nowMs={shown.nowMs}
                  isSandbox={profile?.kind === 'sandbox'}
                />
              )}
            </>
          )
        )}
      </Tabs>
    </aside>
  );
}
