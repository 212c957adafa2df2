/** Response codes. Source: ResponseCode.java (5.3). */
export const RESPONSE = {
  SUCCESS: 0,
  SYSTEM_ERROR: 1,
  SYSTEM_BUSY: 2,
  REQUEST_CODE_NOT_SUPPORTED: 3,
  FLUSH_DISK_TIMEOUT: 10,
  SLAVE_NOT_AVAILABLE: 11,
  FLUSH_SLAVE_TIMEOUT: 12,
  MESSAGE_ILLEGAL: 13,
  SERVICE_NOT_AVAILABLE: 14,
  VERSION_NOT_SUPPORTED: 15,
  NO_PERMISSION: 16,
  TOPIC_NOT_EXIST: 17,
  PULL_NOT_FOUND: 19,
  PULL_RETRY_IMMEDIATELY: 20,
  PULL_OFFSET_MOVED: 21,
  QUERY_NOT_FOUND: 22,
  SUBSCRIPTION_PARSE_FAILED: 23,
  SUBSCRIPTION_NOT_EXIST: 24,
  SUBSCRIPTION_NOT_LATEST: 25,
  SUBSCRIPTION_GROUP_NOT_EXIST: 26,
  FILTER_DATA_NOT_EXIST: 27,
  INVALID_PARAMETER: 29,
  CONSUMER_NOT_ONLINE: 206,
  CONSUME_MSG_TIMEOUT: 207,
  NO_MESSAGE: 208,
  FLOW_CONTROL: 215,
  ILLEGAL_OPERATION: 604,
  GO_AWAY: 1500,
} as const;

/** Serialize types of a header. Ours is always JSON; both are decoded. */
export const SERIALIZE_JSON = 0;
export const SERIALIZE_ROCKETMQ = 1;

export const FLAG_RESPONSE = 1;
export const FLAG_ONEWAY = 2;

/** LanguageCode.java: the name in JSON headers, the number in binary ones. NODE_JS is unknown to brokers before 5.3. */
export const LANGUAGES = [
  'JAVA',
  'CPP',
  'DOTNET',
  'PYTHON',
  'DELPHI',
  'ERLANG',
  'RUBY',
  'OTHER',
  'HTTP',
  'GO',
  'PHP',
  'OMS',
  'RUST',
  'NODE_JS',
] as const;
export const OUR_LANGUAGE = 'OTHER';
/** 4.9.8 in MQVersion.java: route replies in standard JSON, no GO_AWAY. */
export const OUR_VERSION = 409;

/** A frame with its 4-byte length. Source: NettyDecoder.FRAME_MAX_LENGTH. */
export const MAX_FRAME_BYTES = 16_777_216;
