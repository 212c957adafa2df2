import type { TopicConfig } from '../../admin/topic/topic-config.ts';
import type { GroupTopicView, TopicAccess, TopicConfigView } from '../../contract/topics.ts';
import { PERM_READ, PERM_WRITE, type TopicRoute } from '../../model/route.ts';

/** Permission bits in words. */
export function accessOf(perm: number): TopicAccess {
  const readable = (perm & PERM_READ) !== 0;
  const writable = (perm & PERM_WRITE) !== 0;
  if (readable) return writable ? 'readWrite' : 'readOnly';
  return writable ? 'writeOnly' : 'none';
}

export function configView({ topic: _, ...config }: TopicConfig): TopicConfigView {
  return { ...config, access: accessOf(config.perm) };
}

/** A group's retry or dead letter topic by its route; without one no broker has it yet. */
export function groupTopicView(topic: string, route: TopicRoute | undefined): GroupTopicView {
  const perms = route?.queues.map(({ perm }) => perm) ?? [];
  return {
    topic,
    exists: route !== undefined,
    readable: perms.some((perm) => (perm & PERM_READ) !== 0),
    writable: perms.some((perm) => (perm & PERM_WRITE) !== 0),
  };
}
