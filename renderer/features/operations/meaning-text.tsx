import type { Meaning } from '../../../core/contract/operations.ts';
import { useHost } from '../../store/host-store.ts';

/** What the document says, in both its languages: the window's own first. */
export function MeaningText({ meaning }: { meaning: Meaning }) {
  const language = useHost((host) => host.app?.settings.language ?? 'en');
  const other = language === 'en' ? 'zh' : 'en';
  return (
    <>
      <span lang={language}>{meaning[language]}</span>{' '}
      <span lang={other} className="hint">
        {meaning[other]}
      </span>
    </>
  );
}
