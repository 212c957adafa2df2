import { useMemo } from 'react';
import { MessagesPane } from '../messages/messages-pane.tsx';
import { useBrowse } from '../messages/rows/use-browse.ts';
import { readQueues } from '../state/read-queues.ts';
import { usePolled } from '../state/use-polled.ts';

interface Props {
  kind: 'retry' | 'deadLetter';
  profileId: string;
  topic: string;
  paneId: string;
  dimmed: boolean;
}

/** What lies in a group's retry or dead letter topic: the table of any topic, with the attempts. */
export function GroupMessages({ kind, profileId, topic, paneId, dimmed }: Props) {
  const browse = useBrowse({ profileId, topic, paneId });
  const info = usePolled('topic.info', { profileId, topic });
  const queues = useMemo(() => readQueues(info.value), [info.value]);
  return <MessagesPane {...{ profileId, topic, paneId, kind, browse, queues, dimmed }} ownLive />;
}
