import { Braces } from 'lucide-react';
import type { MessageRef } from '../../../../../core/contract/message-ref.ts';
import { bodyAsText, exportedMessage } from '../../../../../core/model/exported-message.ts';
import { isStored, readContent, readMessage } from '../../read-message.ts';
import type { RowAction } from '../../row-action.ts';
import { copy, tooMany } from './copy.ts';

/** One object, or a list for several rows: the fields of an exported row. Bodies that are no text are Base64, and say so. */
export const copyJson: RowAction = {
  id: 'copyJson',
  label: 'message.action.copyJson',
  icon: Braces,
  key: 'mod+c',
  leavesText: true,
  takes: 'many',
  whyNot: tooMany,
  async run(targets, { t }) {
    const messages = await Promise.all(targets.map(({ ref }) => jsonOf(ref)));
    await copy(JSON.stringify(messages.length === 1 ? messages[0] : messages, undefined, 2), t);
  },
};

/** What is not stored has only what was to be sent. */
async function jsonOf(ref: MessageRef): Promise<object> {
  if (isStored(ref)) return exportedMessage(await readMessage(ref));
  const { topic, tag, keys, properties, body } = await readContent(ref);
  return { topic, tag, keys: keys.join(' '), bodyBytes: body.length, ...bodyAsText(body), properties };
}
