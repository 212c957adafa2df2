import { Download, Image, Sheet } from 'lucide-react';
import type { LabRunView } from '../../../../core/contract/delay-lab.ts';
import { call } from '../../../bridge/call.ts';
import { saveFile } from '../../../bridge/save-file.ts';
import { Button } from '../../../components/button.tsx';
import { Menu } from '../../../components/menu.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { menuActions } from '../../../keys/menu-actions.ts';
import { useKeys } from '../../../keys/use-keys.ts';
import { pngOf } from '../timeline/png.ts';

/** The table, or the timeline as it is drawn now. */
export function ExportMenu({ run }: { run: LabRunView | undefined }) {
  const t = useText();
  const entries =
    run === undefined
      ? []
      : ([
          { kind: 'item', label: t('delayLab.exportCsv'), icon: Sheet, run: () => void saveCsv(run) },
          { kind: 'item', label: t('delayLab.exportPng'), icon: Image, run: () => void savePng(run) },
        ] as const);
  useKeys(menuActions('delayLab.export', entries, 'delayLab.exportNone'));
  if (run === undefined)
    return (
      <Button icon={Download} disabledReason={t('delayLab.exportNone')}>
        {t('delayLab.export')}
      </Button>
    );
  return (
    <Menu align="end" entries={entries} trigger={<Button icon={Download}>{t('delayLab.export')}</Button>} />
  );
}

async function saveCsv({ runId }: LabRunView): Promise<void> {
  const answer = await call('delayLab.csv', { runId }).catch(() => undefined);
  // Excel takes a file without the mark for one in the system's own encoding.
  if (answer !== undefined) saveFile(`delay-run-${runId}.csv`, ['\uFEFF', answer.text], 'text/csv');
}

async function savePng({ runId }: LabRunView): Promise<void> {
  const drawing = document.querySelector<SVGSVGElement>('.lab-timeline');
  const png = drawing === null ? null : await pngOf(drawing);
  if (png !== null) saveFile(`delay-run-${runId}.png`, [png], 'image/png');
}
