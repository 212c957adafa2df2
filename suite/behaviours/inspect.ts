import type { Behaviour } from '../harness.ts';
import { inspectBrowse } from './inspect-browse.ts';
import { inspectGroups } from './inspect-groups.ts';
import { inspectLookUp } from './inspect-look-up.ts';
import { inspectReset } from './inspect-reset.ts';
import { inspectTopics } from './inspect-topics.ts';

export const inspecting: Behaviour[] = [
  ...inspectBrowse,
  ...inspectLookUp,
  ...inspectTopics,
  ...inspectGroups,
  ...inspectReset,
];
