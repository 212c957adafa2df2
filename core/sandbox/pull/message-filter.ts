import { javaHash, parseTagExpression } from '../../model/tag.ts';
import { propertyMap } from '../store/property-text.ts';
import { messageOf, type StoredRecord } from '../store/stored-record.ts';
import type { Expression } from './sql/expression.ts';
import { parseCondition } from './sql/parse.ts';

/** Whether a message may match; by tag the hash decides, and the client checks the tag itself once more. */
export type MessageFilter = (
  record: Pick<StoredRecord, 'tagsCode' | 'bytes' | 'topic' | 'queueId'>,
) => boolean;

export const everything: MessageFilter = () => true;

export const isTagType = (expressionType: string): boolean =>
  expressionType === 'TAG' || expressionType === '';

export function filterOfCodes(codes: readonly number[]): MessageFilter {
  if (codes.length === 0) return everything;
  const wanted = new Set(codes);
  return ({ tagsCode }) => wanted.has(tagsCode);
}

/** Source: ExpressionMessageFilter.isMatchedByConsumeQueue. */
export function filterOfTags(expression: string): MessageFilter {
  return filterOfCodes(parseTagExpression(expression).tags.map(javaHash));
}

/** undefined when it is no condition; a message that it cannot judge does not match. Source: SqlFilter.java, ExpressionMessageFilter.isMatchedByCommitLog. */
export function filterOfCondition(text: string): MessageFilter | undefined {
  const condition = parsed(text);
  if (condition === undefined) return undefined;
  return (record) => {
    try {
      return condition.evaluate(propertyMap(messageOf(record).properties)) === true;
    } catch {
      return false;
    }
  };
}

function parsed(text: string): Expression | undefined {
  try {
    return parseCondition(text);
  } catch {
    return undefined;
  }
}
