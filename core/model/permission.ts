import type { ErrorData } from './error.ts';
import { TOOLS_CONSUMER_GROUP } from './names.ts';

/**
 * Texts of brokers that know who asks and do not let them. Sources: PlainPermissionManager.java,
 * AuthorizationException.java, AclAuthorizationHandler.java.
 */
const NO_PERMISSION = [/has no permission to access/, /No default permission for /, /Need admin permission/];

/** Whether the account may not read as the group of the tools, which says nothing about the topic. */
export const lacksToolsGroup = (error: ErrorData): boolean =>
  lacksPermission(error) && error.remark?.includes(TOOLS_CONSUMER_GROUP) === true;

/** Whether an AUTH error is about the account's permissions: its keys are right. */
export function lacksPermission({ code, remark = '' }: ErrorData): boolean {
  return code === 'AUTH' && NO_PERMISSION.some((text) => text.test(remark));
}
