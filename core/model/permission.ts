import type { ErrorData } from './error.ts';

/**
 * Texts of brokers that know who asks and do not let them. Sources: PlainPermissionManager.java,
 * AuthorizationException.java, AclAuthorizationHandler.java.
 */
const NO_PERMISSION = [/has no permission to access/, /No default permission for /, /Need admin permission/];

/** Whether an AUTH error is about the account's permissions: its keys are right. */
export function lacksPermission({ code, remark = '' }: ErrorData): boolean {
  return code === 'AUTH' && NO_PERMISSION.some((text) => text.test(remark));
}
