/**
 * Tag expressions: `*`, '' = all; else tags separated by `||`. There are no wildcards inside a tag.
 * Source: FilterAPI.buildSubscriptionData.
 */
export interface TagExpression {
  /** Normalised text: `*` or `a || b`. */
  text: string;
  /** Empty = all. */
  tags: string[];
}

export function parseTagExpression(text: string): TagExpression {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '*') return { text: '*', tags: [] };
  const tags = [
    ...new Set(
      trimmed
        .split('||')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  ];
  return tags.length === 0 ? { text: '*', tags: [] } : { text: tags.join(' || '), tags };
}

/** Java's String.hashCode, over UTF-16 units, as a signed 32-bit number. */
export function javaHash(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}
