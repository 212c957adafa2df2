import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ReplayReport, ReplayRow, ReplayView } from '../../../../core/contract/recordings.ts';
import { DIFFERENCES } from '../../../../core/model/recording/differences.ts';
import { call } from '../../../bridge/call.ts';
import { saveFile } from '../../../bridge/save-file.ts';
import { Button } from '../../../components/button.tsx';
import { DataGrid } from '../../../components/grid/data-grid.tsx';
import { useFixedRows } from '../../../components/grid/use-fixed-rows.ts';
import { InlineError } from '../../../components/inline-error.tsx';
import { RadioGroup } from '../../../components/radio-group.tsx';
import { useAttempt } from '../../../components/use-attempt.ts';
import { formatNumber } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { useListKeys } from '../../topics/state/use-list-keys.ts';
import { differenceColumns, differenceText } from './difference-columns.tsx';

type Which = 'different' | 'all';

/** What was stored where, then and now: one sentence, then message by message. */
export function DifferencesView({ replay, report }: { replay: ReplayView; report: ReplayReport }) {
  const t = useText();
  const { replayId } = replay;
  const different = report.compared - report.same;
  const [which, setWhich] = useState<Which>(different > 0 ? 'different' : 'all');
  const { error, attempt } = useAttempt();
  const count = which === 'all' ? report.compared : different;
  const { rows, need } = useFixedRows<ReplayRow>(`${replayId} ${which}`, count, (range) =>
    call('replay.rows', { replayId, which, ...range }),
  );
  const list = useListKeys(count);
  const columns = useMemo(() => differenceColumns(t), [t]);
  return (
    <div className="differences">
      <div className="differences-head">
        <p>
          {reportSentence(report, t)}{' '}
          {!report.sameBrokers && report.compared > 0 && (
            <span className="hint">{t('recordings.byNumber')}</span>
          )}
        </p>
        <div className="differences-acts">
          <RadioGroup<Which>
            aria-label={t('recordings.which')}
            value={which}
            onValueChange={setWhich}
            options={[
              {
                value: 'different',
                label: t('recordings.which.different', { count: formatNumber(different) }),
              },
              { value: 'all', label: t('recordings.which.all', { count: formatNumber(report.compared) }) },
            ]}
          />
          <Button icon={Download} onClick={() => void attempt(() => exportReport(replay))}>
            {t('recordings.exportReport')}
          </Button>
        </div>
      </div>
      {error && <InlineError error={error} />}
      <DataGrid
        label={t('recordings.differences')}
        columns={columns}
        rows={rows}
        keyOf={({ at }) => at}
        nameOf={(row) =>
          t('recordings.differenceName', {
            key: row.key,
            topic: row.topic,
            difference: differenceText(row, t),
          })
        }
        {...list}
        onShown={({ first, last }) => need(first, last)}
      />
    </div>
  );
}

function reportSentence({ compared, same, counts }: ReplayReport, t: Translate): string {
  if (compared === 0) return t('recordings.nothingSent');
  if (same === compared) return t('recordings.allSame', { count: compared });
  const differences = DIFFERENCES.filter((kind) => counts[kind] > 0).map((kind) =>
    t(`recordings.sum.${kind}`, { count: counts[kind] }),
  );
  return t('recordings.someDiffer', {
    same: formatNumber(same),
    count: formatNumber(compared),
    differences: differences.join(', '),
  });
}

async function exportReport({ replayId, name }: ReplayView): Promise<void> {
  const texts: string[] = [];
  for (let part = 0; ; part++) {
    const { text, done } = await call('replay.export', { replayId, part });
    texts.push(text);
    if (done) break;
  }
  saveFile(`${name}-replay-${replayId}.json`, texts, 'application/json');
}
