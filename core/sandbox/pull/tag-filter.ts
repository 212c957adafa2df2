import { javaHash, parseTagExpression } from '../../model/tag.ts';

/** Whether a message with this tag hash may match; the client checks the tag itself once more. */
export type TagFilter = (tagsCode: number) => boolean;

const everything: TagFilter = () => true;

export function filterOfCodes(codes: readonly number[]): TagFilter {
  if (codes.length === 0) return everything;
  const wanted = new Set(codes);
  return (tagsCode) => wanted.has(tagsCode);
}

/** Source: ExpressionMessageFilter.isMatchedByConsumeQueue. */
export function filterOfExpression(expression: string): TagFilter {
  return filterOfCodes(parseTagExpression(expression).tags.map(javaHash));
}
