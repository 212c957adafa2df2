import { Copy, Fingerprint, KeyRound } from 'lucide-react';
import { hexDump } from '../../body/model/hex.ts';
import { invalidUtf8Bytes } from '../../body/model/utf8.ts';
import { isStored, readContent } from '../../read-message.ts';
import type { RowAction } from '../../row-action.ts';
import { copy } from './copy.ts';

/** The unique key; of a message without one the id of its place. One line a message. */
export const copyId: RowAction = {
  id: 'copyId',
  label: 'message.action.copyId',
  icon: Fingerprint,
  takes: 'many',
  whyNot: (targets) =>
    targets.every(({ ref, row }) => row.uniqueKey !== '' || isStored(ref))
      ? undefined
      : 'message.why.noUniqueKey',
  async run(targets, { read, t }) {
    const ids = await Promise.all(
      targets.map(async (target) => target.row.uniqueKey || (await read(target)).offsetMsgId),
    );
    await copy(ids.join('\n'), t);
  },
};

export const copyKey: RowAction = {
  id: 'copyKey',
  label: 'message.action.copyKey',
  icon: KeyRound,
  takes: 'many',
  whyNot: (targets) => (targets.every(({ row }) => row.keys === '') ? 'message.why.noKey' : undefined),
  async run(targets, { t }) {
    const keys = targets.flatMap(({ row }) => (row.keys === '' ? [] : row.keys));
    await copy(keys.join('\n'), t);
  },
};

/** Text as it is; bytes that are no text as a hex dump. */
export const copyBody: RowAction = {
  id: 'copyBody',
  label: 'message.action.copyBody',
  icon: Copy,
  takes: 'one',
  async run([{ ref }], { t }) {
    const { body } = await readContent(ref);
    await copy(invalidUtf8Bytes(body) > 0 ? hexDump(body) : new TextDecoder().decode(body), t);
  },
};
