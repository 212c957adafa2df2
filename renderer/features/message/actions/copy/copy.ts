import { copyText } from '../../../../bridge/copy-text.ts';
import { showToast } from '../../../../components/toast.tsx';
import type { TextKey } from '../../../../i18n/catalogue.ts';
import type { Translate } from '../../../../i18n/i18n.ts';
import type { RowTarget } from '../../row-action.ts';

/** Bodies come over one by one, and the clipboard takes them in one turn; more rows than this are exported to a file. */
const MAX_COPIED = 100;

export async function copy(text: string, t: Translate): Promise<void> {
  await copyText(text);
  showToast(t('message.copied'));
}

export const tooMany = (targets: readonly RowTarget[]): TextKey | undefined =>
  targets.length > MAX_COPIED ? 'message.why.tooManyToCopy' : undefined;
