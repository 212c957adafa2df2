import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.tools.command.MQAdminStartup;

/** mqadmin, command by command: what it prints. */
final class Commands {
  private static final String CLUSTER = "DefaultCluster";

  static final List<Behaviour> ALL =
      List.of(
          Behaviour.of("mqadmin clusterList", w ->
              Check.contains(mqadmin(w, "clusterList"), CLUSTER, w.target.brokerName, w.target.broker, "V5_3_3")),
          Behaviour.of("mqadmin topicList", w -> {
            String topic = w.topic(1);
            Check.contains(mqadmin(w, "topicList"), topic, "TBW102");
          }),
          Behaviour.of("mqadmin topicList -c", w -> {
            String topic = w.topic(1);
            String group = w.name();
            w.reading(group, topic, new Inbox());
            Check.soon(() -> mqadmin(w, "topicList", "-c"), text -> text.lines()
                .anyMatch(line -> line.contains(topic) && line.contains(group)), "topic and group in one line");
          }),
          Behaviour.of("mqadmin topicRoute", w ->
              Check.contains(mqadmin(w, "topicRoute", "-t", w.topic(3)), "\"readQueueNums\":3",
                  "\"brokerName\":\"" + w.target.brokerName + "\"", w.target.broker)),
          Behaviour.of("mqadmin topicStatus", w -> {
            String topic = w.topic(1);
            w.sendNumbered(topic, 1, 3);
            String line = lineWith(mqadmin(w, "topicStatus", "-t", topic), w.target.brokerName);
            Check.that(line.matches(".*\\s0\\s+0\\s+3\\s+20.*"), "queue 0 from 0 to 3, with a date: " + line);
          }),
          Behaviour.of("mqadmin topicClusterList",
              w -> Check.contains(mqadmin(w, "topicClusterList", "-t", w.topic(1)), CLUSTER)),
          Behaviour.of("mqadmin updateTopic", w -> {
            String topic = w.name();
            Check.contains(mqadmin(w, "updateTopic", "-b", w.target.broker, "-t", topic, "-r", "5", "-w", "5"),
                "success");
            Check.soon(() -> w.admin().examineTopicRouteInfo(topic).getQueueDatas().get(0).getReadQueueNums(),
                count -> count == 5, "five queues");
          }),
          Behaviour.of("mqadmin updateTopic by cluster", w -> {
            String topic = w.name();
            Check.contains(mqadmin(w, "updateTopic", "-c", CLUSTER, "-t", topic, "-r", "2", "-w", "2", "-o", "true"),
                "success");
            Check.equal(true, w.admin().examineTopicConfig(w.target.broker, topic).isOrder(), "order");
          }),
          Behaviour.of("mqadmin updateTopicPerm", w -> {
            String topic = w.topic(1);
            Check.contains(mqadmin(w, "updateTopicPerm", "-b", w.target.broker, "-t", topic, "-p", "4"),
                "from 6 to 4 in " + w.target.broker + " success");
            Check.equal(4, w.admin().examineTopicConfig(w.target.broker, topic).getPerm(), "permission");
          }),
          Behaviour.of("mqadmin deleteTopic", w -> {
            String topic = w.topic(1);
            // A registration of the broker that was on its way may bring the topic back once.
            Check.soon(() -> {
              Check.contains(mqadmin(w, "deleteTopic", "-c", CLUSTER, "-t", topic), "success");
              return w.admin().fetchAllTopicList().getTopicList();
            }, topics -> !topics.contains(topic), "not in the list");
          }),
          Behaviour.of("mqadmin updateSubGroup", w -> {
            String group = w.name();
            Check.contains(mqadmin(w, "updateSubGroup", "-b", w.target.broker, "-g", group, "-r", "7", "-q", "2"),
                "success");
            Check.equal(7, w.admin().examineSubscriptionGroupConfig(w.target.broker, group).getRetryMaxTimes(),
                "deliveries");
          }),
          Behaviour.of("mqadmin deleteSubGroup", w -> {
            String group = w.name();
            mqadmin(w, "updateSubGroup", "-b", w.target.broker, "-g", group);
            Check.contains(mqadmin(w, "deleteSubGroup", "-b", w.target.broker, "-g", group, "-r", "true"), "success");
          }),
          Behaviour.of("mqadmin consumerProgress of a group", w -> {
            String topic = w.topic(1);
            String group = consumed(w, topic, 3);
            w.sendNumbered(topic, 1, 2);
            String text = mqadmin(w, "consumerProgress", "-g", group);
            Check.contains(text, "Diff Total: 2");
            String line = lineWith(text, topic);
            Check.that(line.matches(".*\\s0\\s+5\\s+3\\s.*\\s2\\s.*"), "5 stored, 3 consumed, 2 behind: " + line);
          }),
          Behaviour.of("mqadmin consumerProgress of all", w -> {
            String group = w.name();
            w.reading(group, w.topic(1), new Inbox());
            Check.soon(() -> mqadmin(w, "consumerProgress"), text -> text.contains(group.substring(0, 12)),
                "the group");
          }),
          Behaviour.of("mqadmin consumerConnection", w -> {
            String topic = w.topic(1);
            String group = w.name();
            var consumer = w.reading(group, topic, new Inbox());
            Check.soon(() -> mqadmin(w, "consumerConnection", "-g", group),
                text -> text.contains(consumer.buildMQClientId()) && text.contains(topic), "member and topic");
          }),
          Behaviour.of("mqadmin consumerStatus", w -> {
            String group = w.name();
            var consumer = w.reading(group, w.topic(1), new Inbox());
            Check.soon(() -> mqadmin(w, "consumerStatus", "-g", group),
                text -> text.contains(consumer.buildMQClientId()), "the member");
          }),
          Behaviour.slow("mqadmin producerConnection", w -> {
            String topic = w.topic(1);
            var producer = w.started(w.producer());
            producer.send(World.message(topic, "T", "a"));
            Check.eventually(Check.SOON_SECONDS,
                () -> mqadmin(w, "producerConnection", "-g", producer.getProducerGroup(), "-t", topic),
                    text -> text.contains(producer.buildMQClientId()), "the producer");
          }),
          Behaviour.of("mqadmin producer",
              w -> Check.contains(mqadmin(w, "producer", "-b", w.target.broker), "interop_sender")),
          Behaviour.of("mqadmin brokerStatus", w ->
              Check.contains(mqadmin(w, "brokerStatus", "-b", w.target.broker), "brokerVersionDesc", "putTps",
                  "getTransferredTps", "commitLogMaxOffset", "runtime")),
          Behaviour.of("mqadmin getBrokerConfig", w ->
              Check.contains(mqadmin(w, "getBrokerConfig", "-b", w.target.broker), "messageDelayLevel", "1s 5s 10s",
                  "autoCreateTopicEnable")),
          Behaviour.of("mqadmin updateBrokerConfig", w ->
              Check.contains(mqadmin(w, "updateBrokerConfig", "-b", w.target.broker, "-k", "autoCreateTopicEnable",
                  "-v", "true"), "success")),
          Behaviour.of("mqadmin getNamesrvConfig", w -> Check.contains(mqadmin(w, "getNamesrvConfig"), "listenPort")),
          Behaviour.of("mqadmin updateKvConfig and deleteKvConfig", w -> {
            String space = w.name();
            Check.contains(mqadmin(w, "updateKvConfig", "-s", space, "-k", "key", "-v", "value"), "success");
            Check.equal("value", w.admin().getKVConfig(space, "key"), "value");
            Check.contains(mqadmin(w, "deleteKvConfig", "-s", space, "-k", "key"), "success");
          }),
          Behaviour.of("mqadmin sendMessage", w -> {
            String topic = w.topic(1);
            Check.contains(mqadmin(w, "sendMessage", "-t", topic, "-p", "hello", "-c", "TagA"), "SEND_OK",
                w.target.brokerName);
            Check.equal("hello", World.text(w.stored(topic, 1).get(0)), "body");
          }),
          Behaviour.of("mqadmin checkMsgSendRT",
              w -> Check.contains(mqadmin(w, "checkMsgSendRT", "-t", w.topic(1), "-a", "3", "-s", "16"),
                  w.target.brokerName, "true")),
          Behaviour.of("mqadmin queryMsgByOffset", w -> {
            String topic = w.topic(1);
            String id = w.send(topic, "a").getOffsetMsgId();
            Check.contains(mqadmin(w, "queryMsgByOffset", "-t", topic, "-b", w.target.brokerName, "-i", "0", "-o",
                "0"), id, topic);
          }),
          Behaviour.of("mqadmin queryMsgByKey", w -> {
            String topic = w.topic(1);
            String id = w.send(new Message(topic, "T", "key7", "a".getBytes())).getMsgId();
            Check.soon(() -> mqadmin(w, "queryMsgByKey", "-t", topic, "-k", "key7"), text -> text.contains(id),
                "the unique id");
          }),
          Behaviour.of("mqadmin queryMsgByUniqueKey", w -> {
            String topic = w.topic(1);
            String id = w.send(World.message(topic, "TagU", "a")).getMsgId();
            Check.soon(() -> mqadmin(w, "queryMsgByUniqueKey", "-t", topic, "-i", id), text -> text.contains("TagU")
                && text.contains(id), "the message");
          }),
          Behaviour.of("mqadmin printMsg", w -> {
            String topic = w.topic(1);
            w.send(topic, "printed body");
            Check.contains(mqadmin(w, "printMsg", "-t", topic, "-d", "true"), "printed body");
          }),
          Behaviour.of("mqadmin consumeMessage", w -> {
            String topic = w.topic(1);
            w.send(topic, "consumed body");
            Check.contains(mqadmin(w, "consumeMessage", "-t", topic, "-c", "1"), "consumed body");
          }),
          Behaviour.of("mqadmin queryCq", w -> {
            String topic = w.topic(1);
            w.sendNumbered(topic, 1, 2);
            Check.contains(mqadmin(w, "queryCq", "-t", topic, "-q", "0", "-i", "0", "-c", "2", "-b", w.target.broker),
                "max: 2", "tagsCode=84");
          }),
          Behaviour.of("mqadmin resetOffsetByTime", w -> {
            String topic = w.topic(1);
            String group = consumed(w, topic, 3);
            Check.contains(mqadmin(w, "resetOffsetByTime", "-g", group, "-t", topic, "-s", "0"), topic);
            Check.equal(0L, w.committed(group, topic), "committed offset");
          }),
          Behaviour.of("mqadmin skipAccumulatedMessage", w -> {
            String topic = w.topic(1);
            String group = consumed(w, topic, 1);
            w.sendNumbered(topic, 1, 4);
            mqadmin(w, "skipAccumulatedMessage", "-g", group, "-t", topic, "-f", "true");
            Check.equal(5L, w.committed(group, topic), "committed offset");
          }),
          Behaviour.of("mqadmin cloneGroupOffset", w -> {
            String topic = w.topic(1);
            String from = consumed(w, topic, 3);
            String to = consumed(w, w.topic(1), 1);
            Check.contains(mqadmin(w, "cloneGroupOffset", "-s", from, "-d", to, "-t", topic, "-o", "true"), "success");
          }),
          Behaviour.of("mqadmin getConsumerConfig", w -> {
            String group = consumed(w, w.topic(1), 1);
            Check.contains(mqadmin(w, "getConsumerConfig", "-g", group), group, "retryMaxTimes");
          }),
          Behaviour.of("mqadmin brokerConsumeStats", w -> {
            String topic = w.topic(1);
            String group = consumed(w, topic, 1);
            Check.contains(mqadmin(w, "brokerConsumeStats", "-b", w.target.broker), topic.substring(0, 12),
                group.substring(0, 12));
          }),
          Behaviour.of("mqadmin statsAll", w -> {
            String topic = w.topic(1);
            String group = consumed(w, topic, 1);
            Check.contains(mqadmin(w, "statsAll", "-t", topic), topic.substring(0, 12), group.substring(0, 12));
          }),
          Behaviour.of("mqadmin allocateMQ", w ->
              Check.contains(mqadmin(w, "allocateMQ", "-t", w.topic(4), "-i", "10.0.0.1,10.0.0.2"), "10.0.0.1",
                  "10.0.0.2", "queueId")),
          Behaviour.of("mqadmin cleanExpiredCQ",
              w -> Check.contains(mqadmin(w, "cleanExpiredCQ", "-b", w.target.broker), "success")),
          Behaviour.of("mqadmin cleanUnusedTopic",
              w -> Check.contains(mqadmin(w, "cleanUnusedTopic", "-b", w.target.broker), "success")));

  private Commands() {}

  /** A group that has consumed and committed so many new messages of queue 0, and is gone. */
  private static String consumed(World w, String topic, int count) throws Exception {
    String group = w.name();
    Inbox inbox = new Inbox();
    var consumer = w.reading(group, topic, inbox);
    w.sendNumbered(topic, 1, count);
    inbox.first(count);
    consumer.shutdown();
    Check.soon(() -> w.committed(group, topic), offset -> offset == count, "all committed");
    return group;
  }

  private static String lineWith(String text, String part) {
    return text.lines().filter(line -> line.contains(part)).findFirst().orElse("no line with " + part);
  }

  /** All it printed. It writes to the process's own output: one at a time. */
  private static String mqadmin(World w, String... words) throws IOException {
    return mqadmin(w, w.target.keys, words);
  }

  /** The same with these keys; null = none. */
  static synchronized String mqadmin(World w, Keys keys, String... words) throws IOException {
    Path file = Path.of(System.getProperty("rocketmq.home.dir"), "conf", "tools.yml");
    Files.deleteIfExists(file);
    if (keys != null)
      Files.writeString(file, "accessKey: " + keys.accessKey() + "\nsecretKey: " + keys.secretKey() + "\n");
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("-n", w.target.nameServer));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream error = System.err;
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    forgetCommands();
    System.setOut(both);
    System.setErr(both);
    try {
      MQAdminStartup.main0(arguments.toArray(String[]::new), null);
    } finally {
      System.setOut(out);
      System.setErr(error);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** It keeps its commands, and some of those a client that they have ended: a second use would find no name server. */
  private static void forgetCommands() {
    for (Field field : MQAdminStartup.class.getDeclaredFields()) {
      if (!List.class.isAssignableFrom(field.getType())) continue;
      try {
        field.setAccessible(true);
        ((List<?>) field.get(null)).clear();
      } catch (IllegalAccessException error) {
        throw new IllegalStateException(error);
      }
    }
  }
}
