import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.rocketmq.common.TopicConfig;

/** The tools' client: what it asks of brokers and name servers about topics and settings, and what it changes. */
final class Administration {
  private static final int TOPIC_NOT_EXIST = 17;
  private static final int QUERY_NOT_FOUND = 22;
  private static final String CLUSTER = "DefaultCluster";

  static final List<Behaviour> ALL =
      List.of(
          Behaviour.of("admin: the cluster's brokers and their addresses", w -> {
            var info = w.admin().examineBrokerClusterInfo();
            Check.that(info.getClusterAddrTable().get(CLUSTER).contains(w.target.brokerName),
                "the broker is in its cluster");
            Check.equal(w.target.broker, info.getBrokerAddrTable().get(w.target.brokerName).getBrokerAddrs().get(0L),
                "address");
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
            var queue = Check.soon(() -> w.admin().examineTopicRouteInfo(topic).getQueueDatas().get(0),
                data -> data.getReadQueueNums() == 6, "six read queues");
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
          Behaviour.of("admin: a topic that was deleted is gone from its broker", w -> {
            String topic = w.topic(1);
            w.send(topic, "a");
            w.admin().deleteTopicInBroker(Set.of(w.target.broker), topic);
            var table = w.admin().getAllTopicConfig(w.target.broker, Target.TIMEOUT_MS).getTopicConfigTable();
            Check.that(!table.containsKey(topic), "not among the broker's topics");
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
          Behaviour.of("admin: the broker tells how it runs", w -> {
            var table = w.admin().fetchBrokerRuntimeStats(w.target.broker).getTable();
            for (String name : List.of("bootTimestamp", "brokerActive", "brokerVersion", "brokerVersionDesc",
                "commitLogMaxOffset", "commitLogMinOffset",
                "earliestMessageTimeStamp", "earliestMessageTimeStamp", "getTotalTps", "getTransferredTps",
                "putMessageAverageSize", "putMessageSizeTotal", "putMessageTimesTotal", "putTps",
                    "queryThreadPoolQueueSize", "runtime",
                "sendThreadPoolQueueSize", "startAcceptSendRequestTimeStamp"))
              Check.that(table.containsKey(name), "no " + name + " in " + new TreeSet<>(table.keySet()));
            Check.equal("V5_3_3", table.get("brokerVersionDesc"), "version");
          }),
          Behaviour.of("admin: the broker's settings", w -> {
            Properties settings = w.admin().getBrokerConfig(w.target.broker);
            for (String name : List.of("brokerName", "brokerClusterName", "brokerId", "listenPort",
                "autoCreateTopicEnable", "messageDelayLevel", "maxMessageSize", "brokerPermission"))
              Check.that(settings.containsKey(name), "no " + name);
            Check.equal("1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h",
                settings.getProperty("messageDelayLevel"), "levels");
            Check.equal("4194304", settings.getProperty("maxMessageSize"), "largest body");
          }),
          Behaviour.of("admin: a setting is changed to what it is", w -> {
            Properties change = new Properties();
            change.setProperty("autoCreateTopicEnable", "true");
            w.admin().updateBrokerConfig(w.target.broker, change);
            Check.equal("true", w.admin().getBrokerConfig(w.target.broker).getProperty("autoCreateTopicEnable"),
                "setting");
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
