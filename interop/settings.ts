/** What the behaviours count on, on a real broker and on the sandbox alike. Names and meanings as in BrokerConfig.java. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

/** Transactions are asked after soon, and given up soon. */
export const PLAIN_SETTINGS: Settings = {
  enablePropertyFilter: true,
  transactionCheckInterval: 2_000,
  transactionTimeOut: 1_000,
  transactionCheckMax: 5,
};

export const GUARDED_SETTINGS: Settings = { enablePropertyFilter: false, rejectTransactionMessage: true };

/** As Keys.java has them. */
export const ADMINISTRATOR = { accessKey: 'interopadmin', secretKey: 'interop-secret-1' };
export const USER = { accessKey: 'interopuser', secretKey: 'interop-secret-2' };

/** What the user may use: each group its topic. */
export const ALLOWED = [1, 2, 3].map((number) => ({
  topic: `interop_allowed_${number}`,
  group: `interop_allowed_group_${number}`,
}));

/** For the sandbox's `--acl`. */
export const ACCOUNTS: readonly string[] = [
  `${ADMINISTRATOR.accessKey}:${ADMINISTRATOR.secretKey}`,
  `${USER.accessKey}:${USER.secretKey}:${ALLOWED.map(({ topic, group }) => `${topic}=PUB|SUB,group:${group}=SUB`).join(',')}`,
];

export const configOptions = (settings: Settings): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['--config', `${name}=${value}`]);
