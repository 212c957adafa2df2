import type { DiffSideRef } from '../contract/diff.ts';
import type { MessageRef } from '../contract/message-ref.ts';
import type { SendDraft } from '../contract/views.ts';
import { stateError } from '../model/error.ts';
import type { StoredDetail } from '../model/message-detail.ts';
import type { History } from '../workspace/history/history.ts';
import type { Library } from '../workspace/library/library.ts';
import type { FoundMessage } from './diff/compared-message.ts';
import { templateOf } from './template-of.ts';

export interface MessagePlaces {
  /** A row of a consumer or of a browse, whole. Throws STATE unknownId. */
  stored(ref: Extract<MessageRef, { kind: 'consumer' | 'browse' }>): StoredDetail | Promise<StoredDetail>;
  history: History;
  library: Library;
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
      return { kind: 'template', path: ref.path, draft: await places.library.draft(ref.path) };
    case 'draft':
      return { kind: 'draft', draft: ref.draft };
  }
}

/** Any message as a template. Throws as findMessage. */
export async function findTemplate(places: MessagePlaces, ref: MessageRef): Promise<SendDraft> {
  const found = await findMessage(places, ref);
  return 'detail' in found ? templateOf(found.detail) : found.draft;
}
