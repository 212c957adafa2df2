/** Actions of RocketMQ's access control that the sandbox asks for. Source: Action.java. */
export const ACTIONS = ['PUB', 'SUB', 'GET', 'UPDATE'] as const;
export type Action = (typeof ACTIONS)[number];

/** Who may talk to the sandbox. Plain data: it is posted to the worker. */
export interface Account {
  accessKey: string;
  secretKey: string;
  /** Absent = an administrator, who may do everything. */
  rights?: Rights;
}

/** What is not named is not allowed, except that without any named group every group is. */
export interface Rights {
  topics: Record<string, Action[]>;
  groups: Record<string, Action[]>;
}

export const ACCOUNT_USAGE = 'AK:SK or AK:SK:orders=PUB|SUB,group:billing=SUB';
const GROUP_PREFIX = 'group:';

/**
 * `AK:SK` is an administrator; `AK:SK:orders=PUB|SUB|GET,group:billing=SUB` may do what is named.
 * Throws with a sentence for anything else.
 */
export function parseAccount(text: string): Account {
  const [accessKey = '', secretKey = '', ...rest] = text.split(':');
  if (accessKey === '' || secretKey === '') throw new Error(`${text}: write ${ACCOUNT_USAGE}.`);
  if (rest.length === 0) return { accessKey, secretKey };
  const rights: Rights = { topics: {}, groups: {} };
  for (const entry of rest.join(':').split(',')) {
    const isGroup = entry.startsWith(GROUP_PREFIX);
    const [name = '', actions = ''] = (isGroup ? entry.slice(GROUP_PREFIX.length) : entry).split('=');
    if (name === '') throw new Error(`${entry}: names no topic or group; write ${ACCOUNT_USAGE}.`);
    (isGroup ? rights.groups : rights.topics)[name] = actions.split('|').map(parseAction);
  }
  return { accessKey, secretKey, rights };
}

function parseAction(text: string): Action {
  const action = ACTIONS.find((known) => known === text);
  if (action === undefined) throw new Error(`${text || 'nothing'}: is none of ${ACTIONS.join(', ')}.`);
  return action;
}
