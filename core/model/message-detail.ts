/** What every row says of its message, wherever the row stands: of a consumer, of a topic that is looked at. */
export interface MessageFacts {
  topic: string;
  tag: string;
  /** As stored: keys separated by blanks. */
  keys: string;
  brokerName: string;
  queueId: number;
  queueOffset: number;
  /** UNIQ_KEY; '' when the producer set none. */
  uniqueKey: string;
  /** reconsumeTimes + 1. */
  attempt: number;
  bodyBytes: number;
}

/** Everything a broker stored of one message, beside its row; for the inspector. */
export interface StoredDetail<Row extends MessageFacts = MessageFacts> {
  row: Row;
  /** Inflated. */
  body: Uint8Array;
  /** Pairs in their stored order. */
  properties: [string, string][];
  /** ms since epoch, the producer's clock. */
  bornTimestamp: number;
  bornHost: string;
  /** ms since epoch, the broker's clock. */
  storeTimestamp: number;
  storeHost: string;
  offsetMsgId: string;
  commitLogOffset: number;
  /** Bits as in sys-flag.ts. */
  sysFlag: number;
  /** The producer's own flag; brokers only keep it. */
  flag: number;
  bodyCrc: number;
  preparedTransactionOffset: number;
  reconsumeTimes: number;
  /** Before inflating. */
  storedBodyBytes: number;
  /** Where it lies; not its topic when it came by a retry topic. */
  storedTopic: string;
}
