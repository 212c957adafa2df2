import { createHmac } from 'node:crypto';
import { RESPONSE } from '../../protocol/codes.ts';
import type { Command } from '../../protocol/command.ts';
import type { Call } from '../dispatch/dispatcher.ts';
import { Refusal } from '../dispatch/reply.ts';
import type { Account } from './account.ts';
import { type NeededAccess, neededAccess } from './needed-access.ts';

const UNIQUE_KEY_QUERY = '_UNIQUE_KEY_QUERY';
/** Up to this version a client does not sign _UNIQUE_KEY_QUERY. Source: DefaultAuthenticationContextBuilder.java. */
const LEAVES_OUT_UNIQUE_KEY_QUERY = 399;

/**
 * Signatures and permissions as 5.3.3 checks them: who it is, whether the signature fits what was received, and then
 * whether each topic and group may be touched. Refusals are 16 with the broker's own texts.
 * Source: DefaultAuthenticationHandler.java, AclAuthorizationHandler.java.
 */
export class AccessControl {
  readonly #accounts: ReadonlyMap<string, Account>;
  readonly #unchecked: ReadonlySet<number>;

  /** Without accounts nothing is checked. `unchecked`: the codes of a name server, which looks at no signature. */
  constructor(accounts: readonly Account[], unchecked: ReadonlySet<number>) {
    this.#accounts = new Map(accounts.map((account) => [account.accessKey, account]));
    this.#unchecked = unchecked;
  }

  /** The call unchanged. Throws Refusal (16). */
  pass(call: Call): Call {
    const { request, connection } = call;
    if (this.#accounts.size === 0 || this.#unchecked.has(request.code)) return call;
    const account = this.#authenticated(request);
    const missing = neededAccess(request).find((needed) => !isAllowed(account, needed));
    if (missing === undefined) return call;
    const ip = connection.remoteAddress.replace(/:\d+$/, '');
    throw refused(
      `User:${account.accessKey} has no permission to access ${missing.kind}:${missing.name} from ${ip}, no matched policies.`,
    );
  }

  #authenticated(request: Command): Account {
    const { AccessKey: accessKey = '', Signature: signature } = request.extFields;
    if (accessKey === '') throw refused('username cannot be null.');
    const account = this.#accounts.get(accessKey);
    if (account === undefined) throw refused(`User:${accessKey} is not found.`);
    if (signatureOf(request, account.secretKey) !== signature) throw refused('check signature failed.');
    return account;
  }
}

/** Over every ext value as received, in code-unit order of the names, then the body. Source: AclUtils.combineRequestContent. */
function signatureOf({ extFields, version, body }: Command, secretKey: string): string {
  const isSigned = (name: string): boolean =>
    name !== 'Signature' && (name !== UNIQUE_KEY_QUERY || version > LEAVES_OUT_UNIQUE_KEY_QUERY);
  const names = Object.keys(extFields).filter(isSigned).sort();
  const hmac = createHmac('sha1', secretKey).update(names.map((name) => extFields[name]).join(''), 'utf8');
  return hmac.update(body).digest('base64');
}

function isAllowed({ rights }: Account, { kind, name, anyOf }: NeededAccess): boolean {
  if (rights === undefined) return true;
  if (kind === 'Cluster') return false;
  const named = kind === 'Topic' ? rights.topics : rights.groups;
  if (kind === 'Group' && Object.keys(named).length === 0) return true;
  const granted = named[name] ?? [];
  return anyOf.some((action) => granted.includes(action));
}

const refused = (remark: string): Refusal => new Refusal(RESPONSE.NO_PERMISSION, remark);
