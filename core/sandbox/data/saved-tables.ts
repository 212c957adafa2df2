import fs from 'node:fs';
import path from 'node:path';
import type { BrokerState } from '../state/broker-state.ts';
import type { GroupConfig } from '../state/group-configs.ts';
import type { TopicConfig } from '../state/topics.ts';

const FILE = 'tables.json';
const SCHEMA = 1;

/** All that a broker keeps besides its messages. */
export interface SavedTables {
  schema: typeof SCHEMA;
  topics: TopicConfig[];
  groups: GroupConfig[];
  /** Committed offsets. */
  offsets: [group: string, topic: string, queueId: number, offset: number][];
}

export function tablesOf({ topics, groupConfigs, committed }: BrokerState): SavedTables {
  return {
    schema: SCHEMA,
    topics: topics.all(),
    groups: groupConfigs.all(),
    offsets: committed.entries(),
  };
}

export function restoreTables({ topics, groupConfigs, committed }: BrokerState, saved: SavedTables): void {
  for (const config of saved.topics) topics.put(config);
  for (const config of saved.groups) groupConfigs.put(config);
  for (const entry of saved.offsets) committed.set(...entry);
}

/** undefined when there are none. Throws for a file that is not ours: nothing is overwritten then. */
export function readTables(folder: string): SavedTables | undefined {
  const file = path.join(folder, FILE);
  if (!fs.existsSync(file)) return undefined;
  const saved = JSON.parse(fs.readFileSync(file, 'utf8')) as SavedTables;
  if (saved.schema !== SCHEMA) throw new Error(`${file} was written by another version of the sandbox.`);
  return saved;
}

/** Whole or not at all: written beside and renamed. */
export function writeTables(folder: string, text: string): void {
  const file = path.join(folder, FILE);
  fs.writeFileSync(`${file}.new`, text);
  fs.renameSync(`${file}.new`, file);
}
