import { composeHere } from './actions/compose-here.ts';
import { COPY_CODE } from './actions/copy/copy-code.ts';
import { copyJson } from './actions/copy/copy-json.ts';
import { copyBody, copyId, copyKey } from './actions/copy/copy-parts.ts';
import { diff } from './actions/diff.ts';
import { pushToConsumer } from './actions/push-to-consumer.tsx';
import { editAndResend, resendAsIs } from './actions/resend.ts';
import { saveBody } from './actions/save-body.ts';
import { saveToLibrary } from './actions/save-to-library.ts';
import { showLife } from './actions/show-life.ts';
import type { RowAction } from './row-action.ts';

/** What can be done with a row, in the order of its menu; the same wherever messages are shown. */
export const ROW_ACTIONS: readonly RowAction[] = [
  editAndResend,
  resendAsIs,
  composeHere,
  showLife,
  diff,
  saveToLibrary,
  pushToConsumer,
  saveBody,
];

/** The menu of Copy as…, which ends the row's. */
export const COPY_ACTIONS: readonly RowAction[] = [copyBody, copyKey, copyId, copyJson, ...COPY_CODE];
