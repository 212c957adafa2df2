/** The documented name of a member of an enum: `OK` of CStatus and 0; the value itself when there is none. */
export function nameOfStatus(members: Readonly<Record<string, number>>, value: unknown): string {
  return Object.keys(members).find((name) => members[name] === value) ?? String(value);
}
