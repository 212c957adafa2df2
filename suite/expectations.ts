/** What a behaviour may expect of one release and must not of another; everything else is the same on all. */
interface Expectations {
  /** How offsets are reset: by the broker itself (5.2 and later), or through the members. */
  resetWay: 'broker' | 'members';
  /** QUERY_SUBSCRIPTION_BY_CONSUMER and GET_TOPIC_CONFIG: 4.x does not know them. */
  querySubscription: 'answered' | 'refused';
  /** Offset searched for a time to come, counted from the end of the queue. */
  searchedFuture: 0 | -1;
  /** Where a new group that wants the end, or a time, begins in a small queue: before 5.0 brokers say 0 whatever it wants. */
  newGroupStart: 'asked' | 'beginning';
  /** What the broker adds to the properties of a plain message, sorted. */
  addedProperties: readonly string[];
}

/** Newest first: a release has the row of the newest one that is not newer than itself. */
const BY_VERSION: readonly (readonly [since: string, Expectations])[] = [
  [
    '5.2.0',
    {
      resetWay: 'broker',
      querySubscription: 'answered',
      searchedFuture: 0,
      newGroupStart: 'asked',
      addedProperties: ['CLUSTER', 'MSG_REGION', 'TRACE_ON', 'UNIQ_KEY', 'WAIT'],
    },
  ],
  [
    '4.0.0',
    {
      resetWay: 'members',
      querySubscription: 'refused',
      searchedFuture: -1,
      newGroupStart: 'beginning',
      addedProperties: ['CLUSTER', 'UNIQ_KEY'],
    },
  ],
];

/** `version` as `5.3.3`. Throws for one older than every row. */
export function expectationsOf(version: string): Expectations {
  const row = BY_VERSION.find(([since]) => compareVersions(since, version) <= 0);
  if (row === undefined) throw new Error(`nothing is known of broker version '${version}'`);
  return row[1];
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let part = 0; part < 3; part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
