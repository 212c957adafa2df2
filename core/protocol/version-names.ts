/** 4.0.0 in MQVersion.java. From there on each release has two numbers: its snapshot, then itself; ten releases make one minor. */
const V4_0_0 = 213;

/**
 * The release behind a version number of a header or a member, as `5.3.3` or `5.3.3-SNAPSHOT`; undefined before 4.0.0,
 * where the numbers are irregular. C++ clients announce numbers of Java's that are not their own release.
 */
export function versionName(version: number): string | undefined {
  if (!Number.isInteger(version) || version < V4_0_0 - 1) return undefined;
  const release = Math.floor((version - (V4_0_0 - 1)) / 2);
  const name = `${4 + Math.floor(release / 100)}.${Math.floor(release / 10) % 10}.${release % 10}`;
  return (version - V4_0_0) % 2 === 0 ? name : `${name}-SNAPSHOT`;
}
