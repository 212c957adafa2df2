import type { ResendOrigin } from '../../contract/resend.ts';
import type { SendDraft, SentRecord } from '../../contract/views.ts';
import { type BodyFormat, isTextFormat } from '../../model/body-format.ts';
import { stateError } from '../../model/error.ts';
import type { StoredDetail } from '../../model/message-detail.ts';
import { PROPERTY } from '../../model/properties.ts';
import { deadLetterGroup, type Original, originTopic } from '../../model/resend/original.ts';
import { hasVariables } from '../../model/template/parse.ts';
import { utf8Text } from '../../model/utf8.ts';
import type { FoundMessage } from '../diff/compared-message.ts';
import { placeOf, titleOf } from '../diff/compared-message.ts';

/** A message as the one that is sent again. Throws STATE hasVariables for a template that is no message yet. */
export function originalOf(found: FoundMessage): Original {
  if ('detail' in found) return ofStored(found.detail);
  if (found.kind === 'sent') return ofSent(found.record, found.draft);
  const { draft } = found;
  const isPlain = found.kind === 'template' && !found.variables;
  if (!isPlain && textsOf(draft).some(hasVariables)) throw stateError('hasVariables');
  return ofDraft(draft);
}

/** What a person is told of it; its body is not looked at. */
export function originOf(found: FoundMessage): ResendOrigin {
  const detail = 'detail' in found ? found.detail : undefined;
  const group = detail && deadLetterGroup(detail.storedTopic);
  return {
    title: titleOf(found),
    place: placeOf(found),
    topic: 'detail' in found ? originTopic(found.detail) : found.draft.topic,
    ...(group === undefined ? {} : { deadLetterOf: group }),
  };
}

function ofStored(detail: StoredDetail): Original {
  const { row, storedTopic, properties, body, flag, offsetMsgId } = detail;
  const level = Number(properties.find(([name]) => name === PROPERTY.delayLevel)?.[1] ?? 0);
  return {
    topic: originTopic(detail),
    tag: row.tag,
    keys: row.keys,
    body,
    bodyFormat: formatOf(body),
    properties,
    delayLevel: Number.isSafeInteger(level) && level > 0 ? level : 0,
    delaySetBy: 'broker',
    flag,
    mode: 'sync',
    sentBefore: true,
    link: `${storedTopic}/${row.uniqueKey || offsetMsgId}`,
  };
}

/** What was sent once, the way it was sent. */
function ofSent({ outcome, topic }: SentRecord, draft: SendDraft): Original {
  const msgId = 'msgId' in outcome ? outcome.msgId : outcome.kind === 'stored' && outcome.receipt.msgId;
  return { ...ofDraft(draft), sentBefore: true, ...(msgId ? { link: `${topic}/${msgId}` } : {}) };
}

function ofDraft({
  topic,
  tag,
  keys,
  body,
  bodyFormat,
  properties,
  delayLevel,
  mode,
  orderly,
}: SendDraft): Original {
  return {
    topic,
    tag,
    keys: keys.join(' '),
    body,
    bodyFormat,
    properties,
    delayLevel,
    delaySetBy: 'person',
    flag: 0,
    mode,
    orderly,
    sentBefore: false,
  };
}

/** Where braces may be variables. */
function textsOf({ tag, keys, properties, body, bodyFormat, orderly }: SendDraft): string[] {
  const values = properties.map(([, value]) => value);
  const bodyText = isTextFormat(bodyFormat) ? Buffer.from(body).toString('utf8') : '';
  return [tag, ...keys, ...values, orderly?.key ?? '', bodyText];
}

/** How an editor shows it. The native reader alone: this is asked of every message of a run. */
function formatOf(body: Uint8Array): BodyFormat {
  const text = utf8Text(body);
  if (text === undefined) return 'hex';
  try {
    JSON.parse(text);
    return 'json';
  } catch {
    return 'text';
  }
}
