import { useEffect, useState } from 'react';
import type { TopicRouteView } from '../../../core/contract/views.ts';
import { checkTopic } from '../../../core/model/names.ts';
import { call } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';

const ROUTE_AFTER_MS = 300;

/** The topic's queues, a moment after the last key; undefined while unknown or no legal name. */
export function useTopicRoute(profileId: string | undefined, topic: string): TopicRouteView | undefined {
  const [route, setRoute] = useState<TopicRouteView>();
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
