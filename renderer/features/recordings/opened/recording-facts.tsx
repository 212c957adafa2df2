import type { RecordingView } from '../../../../core/contract/recordings.ts';
import { formatBytes, formatDateTime, formatElapsed, formatNumber } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';

/** Lines that are named one by one. */
const LINES_SHOWN = 5;

/** How much it holds, and what of the file is not shown. */
export function RecordingFacts({ view }: { view: RecordingView }) {
  const t = useText();
  const { startedAtMs, bytes, durationMs, counts, version, knownVersion, ended, problemCount } = view;
  return (
    <div className="recording-facts help">
      <p className="secondary">
        {startedAtMs !== undefined && <span className="data">{formatDateTime(startedAtMs)}</span>}
        <span>
          {t('recordings.facts', {
            sends: formatNumber(counts.send),
            deliveries: formatNumber(counts.delivery),
            decisions: formatNumber(counts.decision),
            span: formatElapsed(durationMs),
          })}
        </span>
        <span>{formatBytes(bytes)}</span>
      </p>
      {version !== undefined && version > knownVersion && (
        <p className="fact-warn">{t('recordings.newer', { version, known: knownVersion })}</p>
      )}
      {ended === undefined && <p className="fact-warn">{t('recordings.cutOff')}</p>}
      {problemCount > 0 && (
        <p className="fact-warn" role="alert">
          {t('recordings.problems', { count: problemCount, lines: problemText(view, t) })}
        </p>
      )}
    </div>
  );
}

function problemText({ problems, problemCount }: RecordingView, t: Translate): string {
  const shown = problems
    .slice(0, LINES_SHOWN)
    .map(({ line, reason }) =>
      t('recordings.problem', { line: formatNumber(line), reason: t(`recordings.problem.${reason}`) }),
    );
  const more = problemCount - shown.length;
  return [...shown, ...(more > 0 ? [t('recordings.problemsMore', { count: formatNumber(more) })] : [])].join(
    ', ',
  );
}
