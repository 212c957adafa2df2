import { useText } from '../../../i18n/i18n.ts';
import type { Draft } from '../../../store/drafts.ts';
import { useUi } from '../../../store/ui-store.ts';

interface Props {
  /** In the order they are sent. */
  chosen: readonly number[];
  /** Drafts that cannot be sent as they are. */
  wrong: ReadonlySet<number>;
  onChange(chosen: number[]): void;
}

/** Open drafts to send one after the other, in the order they were chosen. */
export function SendList({ chosen, wrong, onChange }: Props) {
  const t = useText();
  const drafts = useOpenDrafts();
  return (
    <section className="send-list" aria-label={t('compose.sendList')}>
      <p className="meta hint">{t('compose.sendListHelp')}</p>
      <ul>
        {drafts.map(({ draftId, topic, keys, tag }) => {
          const place = chosen.indexOf(draftId);
          return (
            <li key={draftId}>
              <label>
                <input
                  type="checkbox"
                  className="checkbox"
                  checked={place >= 0}
                  onChange={() =>
                    onChange(place < 0 ? [...chosen, draftId] : chosen.filter((id) => id !== draftId))
                  }
                />
                <span className="send-list-place data hint">{place < 0 ? '' : place + 1}</span>
                <span>{topic === '' ? t('frame.untitledDraft') : topic}</span>
                <span className="hint truncate">
                  {[tag, ...keys].filter((fact) => fact !== '').join(' ')}
                </span>
              </label>
              {wrong.has(draftId) && <span className="meta field-error">{t('compose.draftWrong')}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** In the order of their tabs. */
export function useOpenDrafts(): Draft[] {
  const tabs = useUi((ui) => ui.tabs);
  const drafts = useUi((ui) => ui.drafts);
  return tabs.flatMap((tab) => (tab.kind === 'draft' ? (drafts[tab.draftId] ?? []) : []));
}
