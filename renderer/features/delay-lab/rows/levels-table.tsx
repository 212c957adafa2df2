import { formatNumber, formatSpan } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { formatMeasured } from '../lab-time.ts';
import { useKnownLevels } from '../use-shown-run.ts';

/** Each level's length as it is planned with, where it is from, and what deliveries showed. */
export function LevelsTable() {
  const t = useText();
  const levels = useKnownLevels();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must be reached by keyboard for that
    <section className="lab-levels-room" tabIndex={0} aria-label={t('delayLab.levelTable')}>
      <table className="lab-table">
        <thead>
          <tr>
            <th>{t('delayLab.level')}</th>
            <th>{t('delayLab.length')}</th>
            <th>{t('delayLab.source')}</th>
            <th data-align="end">{t('delayLab.measuredLength')}</th>
          </tr>
        </thead>
        <tbody>
          {levels.map(({ level, ms, source, measured }) => (
            <tr key={level} data-source={source}>
              <td className="data">{level}</td>
              <td className="data">{formatSpan(ms)}</td>
              <td>{t(`delayLab.source.${source}`)}</td>
              <td className="data" data-align="end">
                {measured === undefined ? (
                  <span className="hint">–</span>
                ) : (
                  `${formatMeasured(measured.ms)}${measured.count > 1 ? ` (${formatNumber(measured.count)})` : ''}`
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="help hint">{t('delayLab.levelHelp')}</p>
    </section>
  );
}
