import { Buffer } from 'node:buffer';
import { MASTER_ID, PERM_READ } from '../../model/route.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import { encodeFields, type HeaderOf } from '../../protocol/define-request.ts';
import {
  litePullMessage,
  PULL_COMMIT_OFFSET,
  PULL_SUBSCRIPTION,
  PULL_SUSPEND,
  pullMessage,
} from '../../protocol/requests/pull.ts';
import { type Call, type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { Refusal, type Reply } from '../dispatch/reply.ts';
import { decidePull, MAX_PULL_BYTES, type PullDecision } from '../pull/decide-pull.ts';
import {
  everything,
  filterOfCodes,
  filterOfCondition,
  filterOfTags,
  isTagType,
  type MessageFilter,
} from '../pull/message-filter.ts';
import { refuseConditions } from '../pull/refuse-conditions.ts';
import type { BrokerState } from '../state/broker-state.ts';

type PullHeader = HeaderOf<typeof pullMessage>;

/** Source: PullMessageProcessor.java. */
export function pullHandlers(state: BrokerState): HandlerEntry[] {
  const run = (header: PullHeader, call: Call): Reply | undefined => {
    checkPull(state, header, call);
    const filter = filterOf(state, header);
    const resetTo = state.resets.take(header.consumerGroup, header.topic, header.queueId);
    if (resetTo !== undefined) return replyOf(state, header, movedTo(state, header, resetTo));
    if (header.sysFlag & PULL_COMMIT_OFFSET)
      state.committed.set(header.consumerGroup, header.topic, header.queueId, header.commitOffset);
    return pull(state, header, call, filter);
  };
  return [handle(pullMessage, run), handle(litePullMessage, run)];
}

function checkPull({ groupConfigs, topics }: BrokerState, header: PullHeader, { connection }: Call): void {
  const { consumerGroup, topic, queueId } = header;
  const group = groupConfigs.find(consumerGroup);
  if (group === undefined)
    throw new Refusal(
      RESPONSE.SUBSCRIPTION_GROUP_NOT_EXIST,
      `subscription group [${consumerGroup}] does not exist`,
    );
  if (!group.consumeEnable)
    throw new Refusal(RESPONSE.NO_PERMISSION, `subscription group no permission, ${consumerGroup}`);
  const config = topics.get(topic);
  if (config === undefined)
    throw new Refusal(RESPONSE.TOPIC_NOT_EXIST, `topic[${topic}] not exist, apply first please!`);
  if ((config.perm & PERM_READ) === 0)
    throw new Refusal(RESPONSE.NO_PERMISSION, `the topic[${topic}] pulling message is forbidden`);
  if (queueId < 0 || queueId >= config.readQueueNums)
    throw new Refusal(
      RESPONSE.INVALID_PARAMETER,
      `queueId[${queueId}] is illegal, topic:[${topic}] topicConfig.readQueueNums:[${config.readQueueNums}] consumer:[/${connection.remoteAddress}]`,
    );
}

/**
 * By the text in the pull when it brings one, where what is no condition lets all through; else by what the group's
 * heartbeat said.
 */
function filterOf({ groups, config }: BrokerState, header: PullHeader): MessageFilter {
  const { consumerGroup, topic, sysFlag, subscription = '', expressionType = 'TAG', subVersion } = header;
  if (sysFlag & PULL_SUBSCRIPTION) {
    if (isTagType(expressionType)) return filterOfTags(subscription);
    refuseConditions(config, expressionType);
    return filterOfCondition(subscription) ?? everything;
  }
  const group = groups.get(consumerGroup);
  if (group === undefined)
    throw new Refusal(RESPONSE.SUBSCRIPTION_NOT_EXIST, "the consumer's group info not exist");
  const known = group.subscriptions.get(topic);
  if (known === undefined)
    throw new Refusal(RESPONSE.SUBSCRIPTION_NOT_EXIST, "the consumer's subscription not exist");
  if (known.subVersion < subVersion)
    throw new Refusal(RESPONSE.SUBSCRIPTION_NOT_LATEST, "the consumer's subscription not latest");
  if (isTagType(known.expressionType)) return filterOfCodes(known.codeSet);
  const filter = filterOfCondition(known.subString);
  if (filter === undefined)
    throw new Refusal(
      RESPONSE.FILTER_DATA_NOT_EXIST,
      "The broker's consumer filter data is not exist!Your expression may be wrong!",
    );
  refuseConditions(config, known.expressionType);
  return filter;
}

/** Answers, or holds the pull until a message comes or its time runs out; then it is answered as things stand. */
function pull(state: BrokerState, header: PullHeader, call: Call, filter: MessageFilter): Reply | undefined {
  const { topic, queueId, queueOffset, maxMsgNums, maxMsgBytes = MAX_PULL_BYTES } = header;
  const decide = (): PullDecision =>
    decidePull(state.store.queue(topic, queueId), { queueOffset, maxMsgNums, maxBytes: maxMsgBytes, filter });
  const decision = decide();
  const maySuspend = (header.sysFlag & PULL_SUSPEND) !== 0 && header.suspendTimeoutMillis > 0;
  if (decision.code !== RESPONSE.PULL_NOT_FOUND || !maySuspend) return replyOf(state, header, decision);
  state.held.hold({
    connection: call.connection,
    topic,
    queueId,
    filter,
    suspendMs: header.suspendTimeoutMillis,
    answer: () => call.respond(replyOf(state, header, decide())),
  });
  return undefined;
}

/** The answer to a group's first pull after its offset was reset. */
function movedTo({ store }: BrokerState, { topic, queueId }: PullHeader, offset: number): PullDecision {
  return {
    code: RESPONSE.PULL_OFFSET_MOVED,
    status: 'OFFSET_RESET',
    nextBeginOffset: offset,
    minOffset: store.minOffset(topic, queueId),
    maxOffset: store.maxOffset(topic, queueId),
    records: [],
  };
}

function replyOf(state: BrokerState, header: PullHeader, decision: PullDecision): Reply {
  const { consumerGroup, topic, queueId } = header;
  const { code, status, nextBeginOffset, minOffset, maxOffset, records } = decision;
  state.pulled.set(consumerGroup, topic, queueId, nextBeginOffset);
  const reply: Reply = {
    code,
    remark: status,
    extFields: {
      ...encodeFields(pullMessage.reply, {
        suggestWhichBrokerId: MASTER_ID,
        nextBeginOffset,
        minOffset,
        maxOffset,
      }),
      topicSysFlag: '0',
      groupSysFlag: '0',
    },
  };
  const [first] = records;
  if (first !== undefined)
    reply.body = records.length === 1 ? first.bytes : Buffer.concat(records.map(({ bytes }) => bytes));
  return reply;
}
