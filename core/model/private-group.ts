/** Groups a person joins with alone: `gantry-<user>-<n>`, n from 1. */
export const privateGroup = (userName: string, number: number): string => `gantry-${userName}-${number}`;

/** The number of one of this person's groups; undefined: it is none. */
export function privateNumber(userName: string, group: string): number | undefined {
  const number = Number(group.slice(privateGroup(userName, 0).length - 1));
  return Number.isSafeInteger(number) && number > 0 && group === privateGroup(userName, number)
    ? number
    : undefined;
}

/**
 * The group to take next: the lowest of those that are there and that nobody uses, since a group's retry topic stays
 * behind; a new number only when there is none.
 */
export function nextPrivateGroup(
  userName: string,
  existing: readonly { group: string; members?: number }[],
  usedHere: ReadonlySet<string>,
): string {
  const free = existing.find(({ group, members }) => members === 0 && !usedHere.has(group));
  if (free !== undefined) return free.group;
  const taken = new Set([...existing.map(({ group }) => group), ...usedHere]);
  let number = 1;
  while (taken.has(privateGroup(userName, number))) number++;
  return privateGroup(userName, number);
}
