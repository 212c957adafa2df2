import { Download, X } from 'lucide-react';
import { EXPORT_FORMATS } from '../../../../../core/contract/browse.ts';
import { Button, IconButton } from '../../../../components/button.tsx';
import { InlineError } from '../../../../components/inline-error.tsx';
import { Menu } from '../../../../components/menu.tsx';
import { formatNumber } from '../../../../format/format.ts';
import { useText } from '../../../../i18n/i18n.ts';
import { menuActions } from '../../../../keys/menu-actions.ts';
import { useKeys } from '../../../../keys/use-keys.ts';
import type { RowExport } from './use-export.ts';

/** Exports the checked rows where there are any, else all that the filter shows. */
export function ExportMenu({ rows, seqs }: { rows: RowExport; seqs: number[] }) {
  const t = useText();
  const label =
    seqs.length === 0
      ? t('topics.export')
      : t('topics.exportCount', { count: seqs.length, rows: formatNumber(seqs.length) });
  const formats = EXPORT_FORMATS.map((format) => ({
    kind: 'item' as const,
    label: t(`topics.export.${format}`),
    run: () => rows.start(format, seqs.length === 0 ? undefined : seqs),
  }));
  useKeys(menuActions('topics.export', formats));
  return <Menu align="end" trigger={<IconButton icon={Download} label={label} />} entries={formats} />;
}

/** How far the export is, what came of it, or why nothing did. */
export function ExportBar({ rows: { state, running, cancel, dismiss } }: { rows: RowExport }) {
  const t = useText();
  if (state === undefined) return null;
  if (state.error !== undefined) return <InlineError error={state.error} />;
  const { rowsDone, rows, leftOut = 0 } = state;
  const counts = {
    count: rowsDone,
    done: formatNumber(rowsDone),
    rows: formatNumber(rows),
    leftOut: formatNumber(leftOut),
  };
  return (
    <div className="export-bar" role="status">
      <span>
        {t(running ? 'topics.exporting' : leftOut > 0 ? 'topics.exportedBut' : 'topics.exported', counts)}
      </span>
      {running ? (
        <Button size="small" onClick={cancel}>
          {t('common.cancel')}
        </Button>
      ) : (
        <IconButton size="small" icon={X} label={t('common.dismiss')} onClick={dismiss} />
      )}
    </div>
  );
}
