import { useEffect, useMemo, useState } from 'react';
import { call } from '../../bridge/call.ts';
import { useText } from '../../i18n/i18n.ts';
import { useActiveProfile } from '../../store/selectors.ts';
import { useUi } from '../../store/ui-store.ts';
import { tabLabel } from '../tab-face.ts';
import type { PaletteItem } from './find-items.ts';
import { actionItems, groupItems, lookUpItems, recentItems, sentItems, topicItems } from './items.ts';

/** What there is while the palette is open; read once, as it opens, but for what follows from the text. */
export function usePaletteItems(typed: string): PaletteItem[] {
  const t = useText();
  const profileId = useActiveProfile()?.profileId;
  const topics = useTopics(profileId);
  const fixed = useMemo(
    () => [...actionItems(t), ...groupItems(t), ...sentItems(profileId), ...recentItems(openWork(t))],
    [t, profileId],
  );
  return useMemo(
    () => [
      ...fixed,
      ...(profileId === undefined ? [] : topicItems(profileId, topics)),
      ...lookUpItems(typed, profileId, t),
    ],
    [fixed, topics, typed, profileId, t],
  );
}

function useTopics(profileId: string | undefined): string[] {
  const [topics, setTopics] = useState<string[]>([]);
  useEffect(() => {
    if (profileId === undefined) return;
    let open = true;
    call('topic.list', { profileId }).then(
      (list) => {
        if (open) setTopics(list.filter(({ kind }) => kind === 'normal').map(({ topic }) => topic));
      },
      // Listing may be refused: Topics says why, and opens one by name.
      () => undefined,
    );
    return () => {
      open = false;
    };
  }, [profileId]);
  return topics;
}

function openWork(t: ReturnType<typeof useText>): { id: string; label: string }[] {
  const { tabs, activeTabId } = useUi.getState();
  return tabs
    .filter(({ id, kind }) => id !== activeTabId && kind !== 'page')
    .map((tab) => ({ id: tab.id, label: tabLabel(tab, t) }))
    .reverse();
}
