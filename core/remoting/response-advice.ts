import { type ErrorData, GantryError, type RetryAdvice } from '../model/error.ts';
import { RESPONSE } from '../protocol/codes.ts';
import type { Command } from '../protocol/command.ts';

/**
 * What to try after a refusal; anything not listed is final. The codes after which Java sends again, and those that a
 * heartbeat or a moment repairs. Source: DefaultMQProducer.retryResponseCodes, DefaultMQPushConsumerImpl.
 */
const RETRY_BY_CODE: Record<number, RetryAdvice> = {
  [RESPONSE.SYSTEM_ERROR]: 'otherBroker',
  [RESPONSE.SYSTEM_BUSY]: 'otherBroker',
  [RESPONSE.SERVICE_NOT_AVAILABLE]: 'otherBroker',
  [RESPONSE.NO_PERMISSION]: 'refreshRoute',
  [RESPONSE.TOPIC_NOT_EXIST]: 'refreshRoute',
  [RESPONSE.SUBSCRIPTION_NOT_EXIST]: 'same',
  [RESPONSE.SUBSCRIPTION_NOT_LATEST]: 'same',
  [RESPONSE.SUBSCRIPTION_GROUP_NOT_EXIST]: 'same',
  204: 'otherBroker', // NO_BUYER_ID
  205: 'otherBroker', // NOT_IN_CURRENT_UNIT
  [RESPONSE.FLOW_CONTROL]: 'same',
  [RESPONSE.GO_AWAY]: 'same',
};

/**
 * Texts of refusals for credentials or permissions: 4.x plain ACL answers code 1, 5.x code 16, and both codes mean
 * other things as well. Sources: PlainPermissionManager.java, AuthenticationException.java, AuthorizationException.java.
 */
const AUTH_REMARKS = [
  /AclException/,
  /No accessKey is configured/i,
  /No acl config for /,
  /No PlainAccessResource for /,
  /check signature failed/i,
  /Need admin permission/,
  /No default permission for /,
  /has no permission to access/,
  /User:.* is (?:not found|disabled)/,
  /username cannot be null/,
  /^(?:auth(?:entication|orization)) .*fail/i,
];
const AUTH_CODES: ReadonlySet<number> = new Set([RESPONSE.SYSTEM_ERROR, RESPONSE.NO_PERMISSION]);

/** A refusal as an error: AUTH or RESPONSE, with the remark as it is worth reading. */
export function refusalError(
  response: Command,
  requestName: string,
  brokerAddr: string,
  dialledAddress = brokerAddr,
): GantryError {
  const remark = readableRemark(response.remark);
  const data: Partial<Omit<ErrorData, 'code'>> = {
    outcome: 'refused',
    responseCode: response.code,
    brokerAddr,
    requestName,
  };
  if (dialledAddress !== brokerAddr) data.params = { address: brokerAddr, dialledAddress };
  if (remark !== '') data.remark = remark;
  if (AUTH_CODES.has(response.code) && AUTH_REMARKS.some((pattern) => pattern.test(remark)))
    return new GantryError('AUTH', { ...data, remedyKey: 'checkCredentials' });
  return new GantryError('RESPONSE', { ...data, retry: RETRY_BY_CODE[response.code] ?? 'no' });
}

/** Without the pointer to a web page that Java appends. Source: FAQUrl.attachDefaultURL. */
export function readableRemark(remark = ''): string {
  return remark
    .replace(
      /\s*\n?(?:See|For more information, please visit the url,) https?:\/\/(?:www\.)?rocketmq\.apache\.org[\s\S]*$/,
      '',
    )
    .trim();
}
