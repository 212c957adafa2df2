import java.util.List;
import java.util.Set;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.common.message.MessageQueue;

/** The tools' client: what it asks and changes about groups, their members and their offsets. */
final class GroupAdministration {
  private static final int SYSTEM_ERROR = 1;
  private static final int TOPIC_NOT_EXIST = 17;
  private static final int CONSUMER_NOT_ONLINE = 206;

  static final List<Behaviour> ALL =
      List.of(
          Behaviour.of("admin: a group's lag by queue", w -> {
            String topic = w.topic(2);
            String group = w.name();
            Inbox inbox = new Inbox();
            var consumer = w.reading(group, topic, inbox);
            w.sendNumbered(topic, 2, 4);
            inbox.first(4);
            consumer.shutdown();
            w.sendNumbered(topic, 2, 2);
            var stats = w.admin().examineConsumeStats(group);
            Check.equal(2L, stats.computeTotalDiff(), "lag");
            var queue = stats.getOffsetTable().get(w.queue(topic, 0));
            Check.equal(3L, queue.getBrokerOffset(), "broker's offset");
            Check.equal(2L, queue.getConsumerOffset(), "group's offset");
            Check.that(queue.getLastTimestamp() > 0, "time of the last consumed");
          }),
          Behaviour.of("admin: a group's members and what they subscribe", w -> {
            String topic = w.topic(1);
            String group = w.name();
            var consumer = w.consumer(group);
            consumer.subscribe(topic, "TagA || TagB");
            consumer.registerMessageListener(new Inbox().accept());
            consumer.start();
            var info = Check.soon(() -> w.admin().examineConsumerConnectionInfo(group),
                found -> found.getConnectionSet().size() == 1, "one member");
            var connection = info.getConnectionSet().iterator().next();
            Check.equal(consumer.buildMQClientId(), connection.getClientId(), "client id");
            Check.equal("JAVA", connection.getLanguage().name(), "language");
            Check.contains(connection.getClientAddr(), "127.0.0.1:");
            Check.equal("CONSUME_PASSIVELY", info.getConsumeType().name(), "type");
            Check.equal("CLUSTERING", info.getMessageModel().name(), "model");
            Check.equal("CONSUME_FROM_FIRST_OFFSET", info.getConsumeFromWhere().name(), "from where");
            var subscription = info.getSubscriptionTable().get(topic);
            Check.equal("TagA || TagB", subscription.getSubString(), "expression");
            Check.equal(Set.of("TagA", "TagB"), subscription.getTagsSet(), "tags");
            Check.that(info.getSubscriptionTable().containsKey("%RETRY%" + group), "the retry topic is subscribed");
          }),
          Behaviour.of("admin: the members of a group that nobody ever joined", w ->
              Check.equal(TOPIC_NOT_EXIST, Check.codeOf(() -> w.admin().examineConsumerConnectionInfo(w.name())),
                  "code")),
          Behaviour.of("admin: the members of a group that all have left", w -> {
            String group = w.name();
            var consumer = w.reading(group, w.topic(1), new Inbox());
            Check.soon(() -> w.admin().examineConsumerConnectionInfo(group), info -> true, "a member");
            consumer.shutdown();
            Check.soon(() -> Check.codeOf(() -> w.admin().examineConsumerConnectionInfo(group)),
                code -> code == CONSUMER_NOT_ONLINE, "not online");
          }),
          Behaviour.of("admin: the producers of a topic's group", w -> {
            String topic = w.topic(1);
            var producer = w.started(w.producer());
            producer.send(World.message(topic, "T", "a"));
            // The broker learns of a producer by its next heartbeat.
            var info = Check.eventually(Check.SOON_SECONDS, () -> w.admin()
                .examineProducerConnectionInfo(producer.getProducerGroup(), topic), found -> !found.getConnectionSet()
                    .isEmpty(), "a producer");
            Check.equal(producer.buildMQClientId(), info.getConnectionSet().iterator().next().getClientId(),
                "client id");
          }),
          Behaviour.of("admin: the producers of an unknown group", w -> {
            String topic = w.topic(1);
            Check.equal(SYSTEM_ERROR, Check.codeOf(() -> w.admin().examineProducerConnectionInfo(w.name(), topic)),
                "code");
          }),
          Behaviour.of("admin: what a member tells of itself", w -> {
            String topic = w.topic(2);
            String group = w.name();
            Inbox inbox = new Inbox();
            var consumer = w.reading(group, topic, inbox);
            w.sendNumbered(topic, 2, 4);
            inbox.first(4);
            var info = w.admin().getConsumerRunningInfo(group, consumer.buildMQClientId(), false);
            Check.equal("CONSUME_PASSIVELY", info.getProperties().getProperty("PROP_CONSUME_TYPE"), "type");
            Check.that(info.getMqTable().containsKey(w.queue(topic, 0)), "its queues");
            Check.that(info.getSubscriptionSet().stream().anyMatch(one -> one.getTopic().equals(topic)),
                "its subscriptions");
          }),
          Behaviour.of("admin: a member's stack traces", w -> {
            String group = w.name();
            var consumer = w.reading(group, w.topic(1), new Inbox());
            var info = Check.soon(() -> w.admin().getConsumerRunningInfo(group, consumer.buildMQClientId(), true),
                found -> true, "its answer");
            Check.contains(info.getJstack(), "TID");
          }),
          Behaviour.of("admin: a member that is not there", w -> {
            String group = w.name();
            w.reading(group, w.topic(1), new Inbox());
            Check.soon(() -> w.admin().examineConsumerConnectionInfo(group), info -> true, "a member");
            Check.equal(SYSTEM_ERROR, Check.codeOf(() -> w.admin().getConsumerRunningInfo(group, "nobody", false)),
                "code");
          }),
          Behaviour.of("admin: one message is given to one member", w -> {
            String topic = w.topic(1);
            String group = w.name();
            Inbox inbox = new Inbox();
            var consumer = w.reading(group, topic, inbox);
            var sent = w.send(topic, "a");
            inbox.first(1);
            var result = w.admin()
                .consumeMessageDirectly(group, consumer.buildMQClientId(), topic, sent.getOffsetMsgId());
            Check.equal("CR_SUCCESS", result.getConsumeResult().name(), "result");
            Check.equal("a", inbox.first(2).get(1).text(), "body");
          }),
          Behaviour.slow("admin: a group online is set back to a time", w -> {
            String topic = w.topic(1);
            String group = w.name();
            Inbox inbox = new Inbox();
            w.reading(group, topic, inbox);
            w.sendNumbered(topic, 1, 3);
            inbox.first(3);
            var offsets = w.admin().resetOffsetByTimestamp(topic, group, System.currentTimeMillis() - 3_600_000, true);
            Check.equal(0L, offsets.get(w.queue(topic, 0)), "offset");
            inbox.first(6, Check.LATER_SECONDS);
          }),
          Behaviour.of("admin: a group that is gone is set back to a time", w -> {
            String topic = w.topic(1);
            String group = w.name();
            Inbox inbox = new Inbox();
            var consumer = w.reading(group, topic, inbox);
            w.sendNumbered(topic, 1, 3);
            inbox.first(3);
            consumer.shutdown();
            w.admin().resetOffsetByTimestamp(topic, group, System.currentTimeMillis() - 3_600_000, true);
            Inbox again = new Inbox();
            w.reading(group, topic, again);
            again.first(3);
          }),
          Behaviour.of("admin: one queue's offset is set", w -> {
            String topic = w.topic(2);
            String group = w.name();
            Inbox inbox = new Inbox();
            var consumer = w.reading(group, topic, inbox);
            w.sendNumbered(topic, 2, 6);
            inbox.first(6);
            consumer.shutdown();
            w.admin().updateConsumeOffset(w.target.broker, group, new MessageQueue(topic, w.target.brokerName, 1), 1);
            Check.equal(1L, w.admin().examineConsumeStats(group).getOffsetTable().get(w.queue(topic, 1))
                .getConsumerOffset(), "offset");
          }),
          Behaviour.of("admin: offsets are copied to another group", w -> {
            String topic = w.topic(1);
            String from = w.name();
            String to = w.name();
            w.reading(to, w.topic(1), new Inbox()).shutdown();
            Inbox inbox = new Inbox();
            var consumer = w.reading(from, topic, inbox);
            w.sendNumbered(topic, 1, 3);
            inbox.first(3);
            consumer.shutdown();
            w.admin().cloneGroupOffset(from, to, topic, true);
            Check.equal(3L, w.admin().examineConsumeStats(to, topic).getOffsetTable().get(w.queue(topic, 0))
                .getConsumerOffset(), "offset");
          }),
          Behaviour.of("admin: the groups that read a topic", w -> {
            String topic = w.topic(1);
            String group = w.name();
            w.reading(group, topic, new Inbox());
            Check.soon(() -> w.admin().queryTopicConsumeByWho(topic).getGroupList(), groups -> groups.contains(group),
                "the group");
          }),
          Behaviour.of("admin: the time a group's queues span", w -> {
            String topic = w.topic(1);
            String group = w.name();
            Inbox inbox = new Inbox();
            var consumer = w.reading(group, topic, inbox);
            w.sendNumbered(topic, 1, 3);
            inbox.first(3);
            consumer.shutdown();
            var spans = w.admin().queryConsumeTimeSpan(topic, group);
            Check.equal(1, spans.size(), "queues");
            Check.that(spans.get(0).getMinTimeStamp() > 0 && spans.get(0).getMaxTimeStamp() >= spans.get(0)
                .getMinTimeStamp(), "times");
          }),
          Behaviour.of("admin: a joined group has the settings of a new one", w -> {
            String group = w.name();
            w.reading(group, w.topic(1), new Inbox());
            var config = Check.soon(() -> w.admin().examineSubscriptionGroupConfig(w.target.broker, group),
                found -> found != null, "its settings");
            Check.equal(16, config.getRetryMaxTimes(), "deliveries");
            Check.equal(1, config.getRetryQueueNums(), "retry queues");
            Check.equal(true, config.isConsumeEnable(), "enabled");
          }),
          Behaviour.of("admin: changed settings of a group", w -> {
            String group = w.name();
            w.reading(group, w.topic(1), new Inbox());
            var config = Check.soon(() -> w.admin().examineSubscriptionGroupConfig(w.target.broker, group),
                found -> found != null, "its settings");
            config.setRetryMaxTimes(3);
            w.admin().createAndUpdateSubscriptionGroupConfig(w.target.broker, config);
            Check.equal(3, w.admin().examineSubscriptionGroupConfig(w.target.broker, group).getRetryMaxTimes(),
                "deliveries");
            Check.equal(3, w.admin().getAllSubscriptionGroup(w.target.broker, Target.TIMEOUT_MS)
                .getSubscriptionGroupTable().get(group).getRetryMaxTimes(), "in the list");
          }),
          Behaviour.of("admin: a group that is switched off reads nothing", w -> {
            String topic = w.topic(1);
            String group = w.name();
            w.reading(group, topic, new Inbox()).shutdown();
            var config = w.admin().examineSubscriptionGroupConfig(w.target.broker, group);
            config.setConsumeEnable(false);
            w.admin().createAndUpdateSubscriptionGroupConfig(w.target.broker, config);
            Inbox inbox = new Inbox();
            w.reading(group, topic, inbox);
            w.send(topic, "a");
            Thread.sleep(2_000);
            Check.equal(0, inbox.all().size(), "messages");
          }),
          Behaviour.of("admin: a deleted group has no settings", w -> {
            String group = w.name();
            w.reading(group, w.topic(1), new Inbox()).shutdown();
            w.admin().deleteSubscriptionGroup(w.target.broker, group, true);
            Check.that(!w.admin().getAllSubscriptionGroup(w.target.broker, Target.TIMEOUT_MS)
                .getSubscriptionGroupTable().containsKey(group), "not in the list");
          }),
          Behaviour.of("admin: the group's own limit sends to the dead letters", w -> {
            String topic = w.topic(1);
            String group = w.name();
            w.reading(group, topic, new Inbox()).shutdown();
            var config = w.admin().examineSubscriptionGroupConfig(w.target.broker, group);
            config.setRetryMaxTimes(0);
            w.admin().createAndUpdateSubscriptionGroupConfig(w.target.broker, config);
            var consumer = w.consumer(group);
            consumer.setMaxReconsumeTimes(0);
            consumer.subscribe(topic, "*");
            consumer.registerMessageListener(new Inbox()
                .judge((message, context) -> ConsumeConcurrentlyStatus.RECONSUME_LATER));
            consumer.start();
            w.send(topic, "a");
            w.stored("%DLQ%" + group, 1);
          }),
          Behaviour.of("admin: who has consumed a message", w -> {
            String topic = w.topic(1);
            String group = w.name();
            Inbox inbox = new Inbox();
            var consumer = w.consumer(group);
            consumer.setPersistConsumerOffsetInterval(300);
            consumer.subscribe(topic, "*");
            consumer.registerMessageListener(inbox.accept());
            consumer.start();
            w.send(topic, "a");
            var message = inbox.first(1).get(0).message();
            Check.soon(() -> w.admin().messageTrackDetail(message).toString(), text -> text.contains(group)
                && text.contains("trackType=CONSUMED"), "consumed");
          }));

  private GroupAdministration() {}
}
