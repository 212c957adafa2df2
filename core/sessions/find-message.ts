import type { DiffSideRef } from '../contract/diff.ts';
import type { Template } from '../contract/library.ts';
import type { MessageContent } from '../contract/message.ts';
import type { MessageRef } from '../contract/message-ref.ts';
import { stateError } from '../model/error.ts';
import type { StoredDetail } from '../model/message-detail.ts';
import type { History } from '../workspace/history/history.ts';
import type { Library } from '../workspace/library/library.ts';
import type { FoundMessage } from './diff/compared-message.ts';
import { splitKeys, templateOf } from './template-of.ts';

export interface MessagePlaces {
  /** A row of a consumer or of a browse, whole. Throws STATE unknownId. */
  stored(ref: Extract<MessageRef, { kind: 'consumer' | 'browse' }>): StoredDetail | Promise<StoredDetail>;
  history: Pick<History, 'draft' | 'record'>;
  library: Pick<Library, 'template'>;
}

/** What a reference points at. Throws STATE unknownId, and bodyNotKept for a send without its body. */
export async function findMessage(places: MessagePlaces, ref: DiffSideRef): Promise<FoundMessage> {
  switch (ref.kind) {
    case 'consumer':
    case 'browse':
      return { kind: ref.kind, detail: await places.stored(ref) };
    case 'sent': {
      const draft = await places.history.draft(ref.sendId);
      const record = places.history.record(ref.sendId);
      if (draft === undefined || record === undefined)
        throw stateError('unknownId', { what: 'send', id: ref.sendId });
      if (record.bodyKept === false) throw stateError('bodyNotKept');
      return { kind: 'sent', record, draft };
    }
    case 'template':
      return { kind: 'template', path: ref.path, ...(await places.library.template(ref.path)) };
    case 'draft':
      return { kind: 'draft', draft: ref.draft };
  }
}

/** What any message carries. Throws as findMessage. */
export async function findContent(places: MessagePlaces, ref: MessageRef): Promise<MessageContent> {
  const found = await findMessage(places, ref);
  if (!('detail' in found)) {
    const { topic, tag, keys, properties, body } = found.draft;
    return { topic, tag, keys, properties, body };
  }
  const { row, properties, body } = found.detail;
  return { topic: row.topic, tag: row.tag, keys: splitKeys(row.keys), properties, body };
}

/** Any message as a template; only one that is a template already has variables. Throws as findMessage. */
export async function findTemplate(places: MessagePlaces, ref: MessageRef): Promise<Template> {
  const found = await findMessage(places, ref);
  const draft = 'detail' in found ? templateOf(found.detail) : found.draft;
  return { draft, variables: found.kind === 'template' && found.variables };
}
