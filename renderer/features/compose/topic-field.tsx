import { useEffect, useState } from 'react';
import type { ProfileView, TopicRouteView } from '../../../core/contract/views.ts';
import { call } from '../../bridge/call.ts';
import { Combobox } from '../../components/combobox.tsx';
import { Field } from '../../components/field.tsx';
import { type Translate, useText } from '../../i18n/i18n.ts';
import { useHost } from '../../store/host-store.ts';
import { useTopicRoute } from './use-topic-route.ts';

interface Props {
  profile: ProfileView | undefined;
  value: string;
  error: string | undefined;
  /** Said of a topic that does not exist. Default: that it will be created. */
  absentText?: string;
  /** Default: while it is empty. */
  autoFocus?: boolean;
  onValueChange(topic: string): void;
  onBlur?(): void;
}

/** RoutedTopicField for a form that does not need the route itself. */
export function TopicField(props: Props) {
  return <RoutedTopicField {...props} route={useTopicRoute(props.profile?.profileId, props.value.trim())} />;
}

/** Recent topics first, then the broker's; what it will be sent to stands at the right. */
export function RoutedTopicField({
  profile,
  value,
  error,
  absentText,
  autoFocus = value === '',
  route,
  onValueChange,
  onBlur,
}: Props & { route: TopicRouteView | undefined }) {
  const t = useText();
  const { topics, refresh } = useTopicNames(profile?.profileId);
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
          autoFocus={autoFocus}
        />
      )}
    </Field>
  );
}

function routeFact(
  route: TopicRouteView | undefined,
  absentText: string | undefined,
  t: Translate,
): string | undefined {
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
