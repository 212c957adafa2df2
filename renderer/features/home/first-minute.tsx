import { Kbd } from '../../components/kbd.tsx';
import type { TextKey } from '../../i18n/catalogue.ts';
import { useText } from '../../i18n/i18n.ts';

const STEPS: { name: TextKey; text: TextKey; combo: string }[] = [
  { name: 'home.stepSend', text: 'home.stepSendText', combo: 'mod+enter' },
  { name: 'home.stepHold', text: 'home.stepHoldText', combo: 'mod+4' },
  { name: 'home.stepLater', text: 'home.stepLaterText', combo: 'r' },
  { name: 'home.stepAck', text: 'home.stepAckText', combo: 'a' },
];

/** What to press first, with its keys. */
export function FirstMinute({ folded }: { folded: boolean }) {
  const t = useText();
  return (
    <details className="home-first-minute" open={!folded}>
      <summary>{t('home.firstMinute')}</summary>
      <ol className="home-steps">
        {STEPS.map(({ name, text, combo }, index) => (
          <li key={name}>
            <span className="data hint" aria-hidden="true">
              {index + 1}
            </span>
            <span>{t(name)}</span>
            <span className="secondary">{t(text)}</span>
            <Kbd combo={combo} />
          </li>
        ))}
      </ol>
    </details>
  );
}
