import { useEffect, useState } from 'react';
import type { ProfileView } from '../../../core/contract/views.ts';
import { checkTopic } from '../../../core/model/names.ts';
import { call } from '../../bridge/call.ts';
import { Combobox } from '../../components/combobox.tsx';
import { Field } from '../../components/field.tsx';
import { type Translate, useText } from '../../i18n/i18n.ts';
import { useHost } from '../../store/host-store.ts';

const ROUTE_AFTER_MS = 300;

interface Props {
  profile: ProfileView | undefined;
  value: string;
  error: string | undefined;
  /** Said of a topic that does not exist. Default: that it will be created. */
  absentText?: string;
  onValueChange(topic: string): void;
  onBlur?(): void;
}

/** Recent topics first, then the broker's; what it will be sent to stands at the right. */
export function TopicField({ profile, value, error, absentText, onValueChange, onBlur }: Props) {
  const t = useText();
  const { topics, refresh } = useTopicNames(profile?.profileId);
  const route = useRoute(profile?.profileId, value.trim());
  return (
    <Field label={t('compose.topic')} fact={routeFact(route, absentText, t)} error={error}>
      {(control) => (
        <Combobox
          {...control}
          value={value}
          onValueChange={onValueChange}
          onFocus={refresh}
          {...(onBlur === undefined ? {} : { onBlur })}
          items={topics}
          note={topics.length === 0 ? t('compose.noTopics') : undefined}
          openLabel={t('compose.openTopics')}
          autoFocus={value === ''}
        />
      )}
    </Field>
  );
}

type Route = { queues: number; exists: boolean } | undefined;

function routeFact(route: Route, absentText: string | undefined, t: Translate): string | undefined {
  if (route === undefined) return undefined;
  const queues = t('compose.queues', { count: route.queues });
  if (route.exists) return queues;
  return absentText ?? `${t('compose.willBeCreated')}, ${queues}`;
}

function useTopicNames(profileId: string | undefined): { topics: string[]; refresh(): void } {
  const sent = useHost((host) => host.sent);
  const [listed, setListed] = useState<string[]>([]);
  const refresh = (): void => {
    if (profileId === undefined) return;
    call('topic.list', { profileId }).then(
      (topics) => setListed(topics.filter(({ kind }) => kind === 'normal').map(({ topic }) => topic)),
      // Where listing is refused a name can still be typed.
      () => setListed([]),
    );
  };
  useEffect(refresh, [profileId]);
  const recent = sent.filter((record) => record.profileId === profileId).map(({ topic }) => topic);
  return { topics: [...new Set([...recent, ...listed])], refresh };
}

/** The topic's queues, a moment after the last key; undefined while unknown or no legal name. */
function useRoute(profileId: string | undefined, topic: string): Route {
  const [route, setRoute] = useState<Route>();
  const lastSent = useHost((host) => host.sent[0]?.sendId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a send may have created the topic
  useEffect(() => {
    setRoute(undefined);
    if (profileId === undefined || !isLegal(topic)) return;
    let current = true;
    const timer = setTimeout(() => {
      call('topic.route', { profileId, topic }).then(
        (found) => current && setRoute(found),
        () => current && setRoute(undefined),
      );
    }, ROUTE_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [profileId, topic, lastSent]);
  return route;
}

function isLegal(topic: string): boolean {
  try {
    checkTopic(topic);
    return true;
  } catch {
    return false;
  }
}
