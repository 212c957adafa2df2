import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.PullResult;
import org.apache.rocketmq.client.consumer.PullStatus;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.MQVersion;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.tools.admin.DefaultMQAdminExt;

/** What one behaviour works with: names of its own, and clients that end with it. */
final class World implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String RUN = Long.toString(System.currentTimeMillis(), 36);
  private static final int PERM_READ_WRITE = 6;

  /** Some answers are the client's own: what its 5.x does otherwise, not the broker. */
  static final boolean OLD_CLIENT = MQVersion.getVersionDesc(MQVersion.CURRENT_VERSION).startsWith("V4");

  final Target target;
  private final String prefix = "interop_" + RUN + "_" + COUNT.incrementAndGet();
  private final Deque<AutoCloseable> made = new ArrayDeque<>();
  private int names;

  World(Target target) {
    this.target = target;
  }

  String name() {
    return prefix + "_" + ++names;
  }

  DefaultMQAdminExt admin() {
    return target.admin;
  }

  String topic(int queues) throws Exception {
    return topic(queues, PERM_READ_WRITE);
  }

  String topic(int queues, int perm) throws Exception {
    String topic = name();
    admin().createAndUpdateTopicConfig(target.broker, new TopicConfig(topic, queues, queues, perm));
    Check.soon(() -> admin().examineTopicRouteInfo(topic), route -> true, "the topic's route");
    return topic;
  }

  MessageQueue queue(String topic, int queueId) {
    return new MessageQueue(topic, target.brokerName, queueId);
  }

  /** A new group that the broker knows, with the settings that groups are made with. */
  String group() throws Exception {
    String group = name();
    var config = admin().examineSubscriptionGroupConfig(target.broker, Target.READER_GROUP);
    config.setGroupName(group);
    admin().createAndUpdateSubscriptionGroupConfig(target.broker, config);
    return group;
  }

  /** Not started. */
  DefaultMQProducer producer() {
    return producer(target.hook);
  }

  /** The same with these keys; null = none. */
  DefaultMQProducer producer(RPCHook hook) {
    DefaultMQProducer producer = placed(new DefaultMQProducer(name(), hook));
    producer.setSendMsgTimeout(Target.TIMEOUT_MS);
    producer.setRetryTimesWhenSendFailed(0);
    return closing(producer, producer::shutdown);
  }

  /** Waits until the broker knows a started producer, which is from its first heartbeat on. */
  void heard(DefaultMQProducer producer) throws Exception {
    String topic = topic(1);
    producer.send(message(topic, "T", "a"));
    producer.getDefaultMQProducerImpl().getMqClientFactory().sendHeartbeatToAllBrokerWithLock();
    String clientId = producer.buildMQClientId();
    Check.soon(() -> admin().examineProducerConnectionInfo(producer.getProducerGroup(), topic).getConnectionSet(),
        found -> found.stream().anyMatch(one -> one.getClientId().equals(clientId)), "the producer among those online");
  }

  DefaultMQProducer started(DefaultMQProducer producer) throws Exception {
    producer.start();
    return producer;
  }

  /** Not started; a new group reads from the first message on. */
  DefaultMQPushConsumer consumer(String group) {
    return consumer(group, target.hook);
  }

  DefaultMQPushConsumer consumer(String group, RPCHook hook) {
    DefaultMQPushConsumer consumer =
        placed(new DefaultMQPushConsumer(group, hook, new AllocateMessageQueueAveragely()));
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.setConsumeThreadMin(2);
    consumer.setConsumeThreadMax(2);
    return closing(consumer, consumer::shutdown);
  }

  /** A started member that accepts all of a topic. */
  DefaultMQPushConsumer reading(String group, String topic, Inbox inbox) throws Exception {
    DefaultMQPushConsumer consumer = consumer(group);
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(inbox.accept());
    consumer.start();
    return consumer;
  }

  /** The enum's package differs by release, so it is not named here. */
  static void broadcasting(DefaultMQPushConsumer consumer) {
    consumer.setMessageModel(Enum.valueOf(consumer.getMessageModel().getDeclaringClass(), "BROADCASTING"));
  }

  /** With the name server and an instance name of its own, so that it is a client of its own. */
  <T extends ClientConfig> T placed(T client) {
    client.setNamesrvAddr(target.nameServer);
    client.setInstanceName(name());
    return client;
  }

  <T> T closing(T thing, AutoCloseable close) {
    made.push(close);
    return thing;
  }

  static Message message(String topic, String tags, String body) {
    return new Message(topic, tags, body.getBytes(StandardCharsets.UTF_8));
  }

  static String text(MessageExt message) {
    return new String(message.getBody(), StandardCharsets.UTF_8);
  }

  SendResult send(Message message) throws Exception {
    return target.producer.send(message);
  }

  SendResult send(String topic, String body) throws Exception {
    return send(message(topic, "T", body));
  }

  /** Bodies `0`, `1`, ... to queue 0, 1, ... in turn. */
  List<SendResult> sendNumbered(String topic, int queues, int count) throws Exception {
    List<SendResult> results = new ArrayList<>();
    for (int n = 0; n < count; n++)
      results.add(target.producer.send(message(topic, "T", String.valueOf(n)), queue(topic, n % queues)));
    for (SendResult last : results.subList(Math.max(0, count - queues), count)) indexed(last);
    return results;
  }

  /** A real broker puts a message that it has acknowledged into its queue a little later. */
  void indexed(SendResult sent) throws Exception {
    Check.soon(() -> target.reader.maxOffset(sent.getMessageQueue()), max -> max > sent.getQueueOffset(),
        "the message in its queue");
  }

  /** All that is stored in a topic, queue by queue. */
  List<MessageExt> stored(String topic) throws Exception {
    List<MessageExt> found = new ArrayList<>();
    List<MessageQueue> queues = new ArrayList<>(target.reader.fetchSubscribeMessageQueues(topic));
    queues.sort(Comparator.naturalOrder());
    for (MessageQueue queue : queues) {
      long offset = target.reader.minOffset(queue);
      PullResult result = target.reader.pull(queue, "*", offset, 32);
      while (result.getPullStatus() == PullStatus.FOUND) {
        found.addAll(result.getMsgFoundList());
        result = target.reader.pull(queue, "*", result.getNextBeginOffset(), 32);
      }
    }
    return found;
  }

  /** The same, once so many are there. */
  List<MessageExt> stored(String topic, int count) throws Exception {
    return Check.soon(() -> stored(topic), found -> found.size() == count, count + " stored messages in " + topic);
  }

  long committed(String group, String topic) throws Exception {
    var table = admin().examineConsumeStats(group).getOffsetTable();
    return table.entrySet().stream()
        .filter(entry -> entry.getKey().getTopic().equals(topic))
        .mapToLong(entry -> entry.getValue().getConsumerOffset())
        .sum();
  }

  @Override
  public void close() {
    while (!made.isEmpty()) {
      try {
        made.pop().close();
      } catch (Exception error) {
        // It had not started, or has ended already.
      }
    }
  }
}
