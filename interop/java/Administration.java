import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.common.message.MessageQueue;

/** The tools' client: what it asks of brokers and name servers, and what it changes. */
final class Administration {
  private static final int SYSTEM_ERROR = 1;
  private static final int TOPIC_NOT_EXIST = 17;
  private static final int QUERY_NOT_FOUND = 22;
  private static final int CONSUMER_NOT_ONLINE = 206;
  private static final String CLUSTER = "DefaultCluster";

  static final List<Behaviour> ALL =
      List.of(
          Behaviour.of("admin: the cluster's brokers and their addresses", w -> {
            var info = w.admin().examineBrokerClusterInfo();
            Check.that(info.getClusterAddrTable().get(CLUSTER).contains(w.target.brokerName), "the broker is in its cluster");
            Check.equal(w.target.broker, info.getBrokerAddrTable().get(w.target.brokerName).getBrokerAddrs().get(0L), "address");
          }),
          Behaviour.of("admin: the list of topics", w -> {
            String topic = w.topic(1);
            Set<String> topics = w.admin().fetchAllTopicList().getTopicList();
            Check.that(topics.contains(topic) && topics.contains("TBW102"), "both topics");
            Check.that(w.admin().fetchTopicsByCLuster(CLUSTER).getTopicList().contains(topic), "by cluster");
          }),
          Behaviour.of("admin: the route of a topic", w -> {
            String topic = w.topic(3);
            var route = w.admin().examineTopicRouteInfo(topic);
            Check.equal(1, route.getBrokerDatas().size(), "brokers");
            Check.equal(3, route.getQueueDatas().get(0).getReadQueueNums(), "read queues");
            Check.equal(w.target.brokerName, route.getQueueDatas().get(0).getBrokerName(), "broker");
          }),
          Behaviour.of("admin: the route of an unknown topic", w ->
              Check.refused(TOPIC_NOT_EXIST, () -> w.admin().examineTopicRouteInfo(w.name()))),
          Behaviour.of("admin: more and fewer queues for a topic", w -> {
            String topic = w.topic(2);
            w.admin().createAndUpdateTopicConfig(w.target.broker, new TopicConfig(topic, 6, 5, 6));
            var queue = Check.soon(() -> w.admin().examineTopicRouteInfo(topic).getQueueDatas().get(0), data -> data.getReadQueueNums() == 6, "six read queues");
            Check.equal(5, queue.getWriteQueueNums(), "write queues");
          }),
          Behaviour.of("admin: the settings of a topic", w -> {
            var config = w.admin().examineTopicConfig(w.target.broker, w.topic(3, 4));
            Check.equal(3, config.getReadQueueNums(), "read queues");
            Check.equal(4, config.getPerm(), "permission");
            Check.equal(false, config.isOrder(), "order");
          }),
          Behaviour.of("admin: the settings of every topic", w -> {
            String topic = w.topic(3);
            var table = w.admin().getAllTopicConfig(w.target.broker, Target.TIMEOUT_MS).getTopicConfigTable();
            Check.equal(3, table.get(topic).getWriteQueueNums(), "write queues");
            Check.equal(8, table.get("TBW102").getWriteQueueNums(), "write queues of TBW102");
          }),
          Behaviour.of("admin: a deleted topic is gone, from broker and route", w -> {
            String topic = w.topic(1);
            w.send(topic, "a");
            w.admin().deleteTopicInBroker(Set.of(w.target.broker), topic);
            w.admin().deleteTopicInNameServer(Set.of(w.target.nameServer), CLUSTER, topic);
            Check.refused(TOPIC_NOT_EXIST, () -> w.admin().examineTopicRouteInfo(topic));
            Check.that(!w.admin().fetchAllTopicList().getTopicList().contains(topic), "not in the list");
          }),
          Behaviour.of("admin: the queues of a topic, how far and how lately written", w -> {
            String topic = w.topic(2);
            long before = System.currentTimeMillis();
            w.sendNumbered(topic, 2, 3);
            var table = w.admin().examineTopicStats(topic).getOffsetTable();
            Check.equal(2, table.size(), "queues");
            var first = table.get(w.queue(topic, 0));
            Check.equal(2L, first.getMaxOffset(), "largest offset");
            Check.equal(0L, first.getMinOffset(), "smallest offset");
            Check.between(before - 50, System.currentTimeMillis() + 50, first.getLastUpdateTimestamp(), "last written");
          }),
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
            var info = Check.soon(() -> w.admin().examineConsumerConnectionInfo(group), found -> found.getConnectionSet().size() == 1, "one member");
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
              Check.equal(TOPIC_NOT_EXIST, Check.codeOf(() -> w.admin().examineConsumerConnectionInfo(w.name())), "code")),
          Behaviour.of("admin: the members of a group that all have left", w -> {
            String group = w.name();
            var consumer = w.reading(group, w.topic(1), new Inbox());
            Check.soon(() -> w.admin().examineConsumerConnectionInfo(group), info -> true, "a member");
            consumer.shutdown();
            Check.soon(() -> Check.codeOf(() -> w.admin().examineConsumerConnectionInfo(group)), code -> code == CONSUMER_NOT_ONLINE, "not online");
          }),
          Behaviour.of("admin: the producers of a topic's group", w -> {
            String topic = w.topic(1);
            var producer = w.started(w.producer());
            producer.send(World.message(topic, "T", "a"));
            // The broker learns of a producer by its next heartbeat.
            var info = Check.eventually(60, () -> w.admin().examineProducerConnectionInfo(producer.getProducerGroup(), topic), found -> !found.getConnectionSet().isEmpty(), "a producer");
            Check.equal(producer.buildMQClientId(), info.getConnectionSet().iterator().next().getClientId(), "client id");
          }),
          Behaviour.of("admin: the producers of an unknown group", w -> {
            String topic = w.topic(1);
            Check.equal(SYSTEM_ERROR, Check.codeOf(() -> w.admin().examineProducerConnectionInfo(w.name(), topic)), "code");
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
            Check.that(info.getSubscriptionSet().stream().anyMatch(one -> one.getTopic().equals(topic)), "its subscriptions");
          }),
          Behaviour.of("admin: a member's stack traces", w -> {
            String group = w.name();
            var consumer = w.reading(group, w.topic(1), new Inbox());
            var info = Check.soon(() -> w.admin().getConsumerRunningInfo(group, consumer.buildMQClientId(), true), found -> true, "its answer");
            Check.contains(info.getJstack(), "TID");
          }),
          Behaviour.of("admin: a member that is not there", w -> {
            String group = w.name();
            w.reading(group, w.topic(1), new Inbox());
            Check.soon(() -> w.admin().examineConsumerConnectionInfo(group), info -> true, "a member");
            Check.equal(SYSTEM_ERROR, Check.codeOf(() -> w.admin().getConsumerRunningInfo(group, "nobody", false)), "code");
          }),
          Behaviour.of("admin: one message is given to one member", w -> {
            String topic = w.topic(1);
            String group = w.name();
            Inbox inbox = new Inbox();
            var consumer = w.reading(group, topic, inbox);
            var sent = w.send(topic, "a");
            inbox.first(1);
            var result = w.admin().consumeMessageDirectly(group, consumer.buildMQClientId(), topic, sent.getOffsetMsgId());
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
            inbox.first(6, 90);
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
            Check.equal(1L, w.admin().examineConsumeStats(group).getOffsetTable().get(w.queue(topic, 1)).getConsumerOffset(), "offset");
          }),
          Behaviour.of("admin: offsets are copied to another group", w -> {
            String topic = w.topic(1);
            String from = w.name();
            String to = w.name();
            Inbox inbox = new Inbox();
            w.reading(from, topic, inbox).shutdown();
            var consumer = w.reading(from, topic, inbox);
            w.sendNumbered(topic, 1, 3);
            inbox.first(3);
            consumer.shutdown();
            w.reading(to, w.topic(1), new Inbox());
            Check.soon(() -> w.admin().examineConsumerConnectionInfo(to), info -> true, "the other group");
            w.admin().cloneGroupOffset(from, to, topic, true);
            Check.equal(3L, w.admin().examineConsumeStats(to, topic).getOffsetTable().get(w.queue(topic, 0)).getConsumerOffset(), "offset");
          }),
          Behaviour.of("admin: the groups that read a topic", w -> {
            String topic = w.topic(1);
            String group = w.name();
            w.reading(group, topic, new Inbox());
            Check.soon(() -> w.admin().queryTopicConsumeByWho(topic).getGroupList(), groups -> groups.equals(new java.util.HashSet<>(Set.of(group))), "the group");
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
            Check.that(spans.get(0).getMinTimeStamp() > 0 && spans.get(0).getMaxTimeStamp() >= spans.get(0).getMinTimeStamp(), "times");
          }),
          Behaviour.of("admin: a joined group has the settings of a new one", w -> {
            String group = w.name();
            w.reading(group, w.topic(1), new Inbox());
            var config = Check.soon(() -> w.admin().examineSubscriptionGroupConfig(w.target.broker, group), found -> found != null, "its settings");
            Check.equal(16, config.getRetryMaxTimes(), "deliveries");
            Check.equal(1, config.getRetryQueueNums(), "retry queues");
            Check.equal(true, config.isConsumeEnable(), "enabled");
          }),
          Behaviour.of("admin: changed settings of a group", w -> {
            String group = w.name();
            w.reading(group, w.topic(1), new Inbox());
            var config = Check.soon(() -> w.admin().examineSubscriptionGroupConfig(w.target.broker, group), found -> found != null, "its settings");
            config.setRetryMaxTimes(3);
            w.admin().createAndUpdateSubscriptionGroupConfig(w.target.broker, config);
            Check.equal(3, w.admin().examineSubscriptionGroupConfig(w.target.broker, group).getRetryMaxTimes(), "deliveries");
            Check.equal(3, w.admin().getAllSubscriptionGroup(w.target.broker, Target.TIMEOUT_MS).getSubscriptionGroupTable().get(group).getRetryMaxTimes(), "in the list");
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
            Check.that(!w.admin().getAllSubscriptionGroup(w.target.broker, Target.TIMEOUT_MS).getSubscriptionGroupTable().containsKey(group), "not in the list");
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
            consumer.registerMessageListener(new Inbox().judge((message, context) -> org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus.RECONSUME_LATER));
            consumer.start();
            w.send(topic, "a");
            w.stored("%DLQ%" + group, 1);
          }),
          Behaviour.of("admin: the broker tells how it runs", w -> {
            var table = w.admin().fetchBrokerRuntimeStats(w.target.broker).getTable();
            for (String name : List.of("bootTimestamp", "brokerActive", "brokerVersion", "brokerVersionDesc", "commitLogMaxOffset", "commitLogMinOffset",
                "earliestMessageTimeStamp", "getFoundTps", "getMissTps", "getTotalTps", "getTransferredTps", "msgGetTotalTodayNow", "msgPutTotalTodayNow",
                "putMessageAverageSize", "putMessageSizeTotal", "putMessageTimesTotal", "putTps", "queryThreadPoolQueueSize", "runtime",
                "sendThreadPoolQueueSize", "startAcceptSendRequestTimeStamp"))
              Check.that(table.containsKey(name), "no " + name + " in " + new TreeSet<>(table.keySet()));
            Check.equal("V5_3_3", table.get("brokerVersionDesc"), "version");
          }),
          Behaviour.of("admin: the broker's settings", w -> {
            Properties settings = w.admin().getBrokerConfig(w.target.broker);
            for (String name : List.of("brokerName", "brokerClusterName", "brokerId", "listenPort", "autoCreateTopicEnable", "messageDelayLevel", "maxMessageSize", "brokerPermission"))
              Check.that(settings.containsKey(name), "no " + name);
            Check.equal("1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h", settings.getProperty("messageDelayLevel"), "levels");
            Check.equal("4194304", settings.getProperty("maxMessageSize"), "largest body");
          }),
          Behaviour.of("admin: a setting is changed to what it is", w -> {
            Properties change = new Properties();
            change.setProperty("autoCreateTopicEnable", "true");
            w.admin().updateBrokerConfig(w.target.broker, change);
            Check.equal("true", w.admin().getBrokerConfig(w.target.broker).getProperty("autoCreateTopicEnable"), "setting");
          }),
          Behaviour.of("admin: the name server's settings", w -> {
            var settings = w.admin().getNameServerConfig(List.of(w.target.nameServer)).get(w.target.nameServer);
            Check.equal(w.target.nameServer.split(":")[1], settings.getProperty("listenPort"), "port");
          }),
          Behaviour.of("admin: a value in the name server's key-value table", w -> {
            String space = w.name();
            w.admin().createAndUpdateKvConfig(space, "k", "值");
            Check.equal("值", w.admin().getKVConfig(space, "k"), "value");
            Check.equal("值", w.admin().getKVListByNamespace(space).getTable().get("k"), "in the list");
            w.admin().deleteKvConfig(space, "k");
            Check.refused(QUERY_NOT_FOUND, () -> w.admin().getKVConfig(space, "k"));
          }),
          Behaviour.of("admin: a topic's order settings", w -> {
            String topic = w.topic(1);
            w.admin().createOrUpdateOrderConf(topic, w.target.brokerName + ":1", false);
            Check.equal(w.target.brokerName + ":1", w.admin().getKVConfig("ORDER_TOPIC_CONFIG", topic), "value");
          }),
          Behaviour.of("admin: the clusters of a topic", w ->
              Check.equal(Set.of(CLUSTER), Set.copyOf(w.admin().getTopicClusterList(w.topic(1))), "clusters")),
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
            Check.soon(() -> w.admin().messageTrackDetail(message).toString(), text -> text.contains(group) && text.contains("trackType=CONSUMED"), "consumed");
          }),
          Behaviour.of("admin: what lies in a queue's index", w -> {
            String topic = w.topic(1);
            w.sendNumbered(topic, 1, 3);
            var body = w.admin().queryConsumeQueue(w.target.broker, topic, 0, 0, 2, null);
            Check.equal(2, body.getQueueData().size(), "entries");
            Check.equal(3L, body.getMaxQueueIndex(), "largest");
          }),
          Behaviour.of("admin: leftovers are cleaned on request", w -> {
            Check.equal(true, w.admin().cleanExpiredConsumerQueueByAddr(w.target.broker), "expired queues");
            Check.equal(true, w.admin().cleanUnusedTopicByAddr(w.target.broker), "unused topics");
          }));

  private Administration() {}
}
