import {
  OPERATION_GROUPS,
  type OperationGroup,
  type OperationsView,
} from '../../../../core/contract/operations.ts';

/** One line of the list. */
export interface Entry {
  name: string;
  /** Both languages: either finds it. */
  words: string;
}

export type GroupName = 'status' | OperationGroup;
export interface Group {
  group: GroupName;
  entries: Entry[];
}

/** The functions by group, the enums first; `typed` is looked for in names and meanings. Groups without any are left out. */
export function findOperations({ operations, enums }: OperationsView, typed: string): Group[] {
  const wanted = typed.trim().toLowerCase();
  const status: Group = {
    group: 'status',
    entries: enums.map(({ name, members }) => ({
      name,
      words: members.map((member) => member.name).join(' '),
    })),
  };
  const groups = OPERATION_GROUPS.map((group) => ({
    group,
    entries: operations
      .filter((operation) => operation.group === group)
      .map(({ name, meaning }) => ({ name, words: `${meaning.en} ${meaning.zh}` })),
  }));
  return [status, ...groups]
    .map(({ group, entries }) => ({
      group,
      entries: entries.filter(({ name, words }) => `${name} ${words}`.toLowerCase().includes(wanted)),
    }))
    .filter(({ entries }) => entries.length > 0);
}

/** Which of the found ones is meant most likely: the one of that name, one that begins so, one that has it, any. */
export function bestMatch(groups: readonly Group[], typed: string): string | undefined {
  const wanted = typed.trim().toLowerCase();
  const names = groups.flatMap(({ entries }) => entries.map(({ name }) => name));
  const ranks: ((name: string) => boolean)[] = [
    (name) => name === wanted,
    (name) => name.startsWith(wanted),
    (name) => name.includes(wanted),
    () => true,
  ];
  for (const isMeant of ranks) {
    const found = names.find((name) => isMeant(name.toLowerCase()));
    if (found !== undefined) return found;
  }
  return undefined;
}
