import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageExt;

/** Messages that are not taken: when they come back, as what, and where they end. All with the default heartbeat. */
final class Later {
  /** Levels 3, 4 and 5: after the first, the second and the third failure. */
  private static final int[] RETRY_DELAYS_MS = {10_000, 30_000, 60_000};
  /** Beyond the level, on a busy machine. */
  private static final int SPARE_MS = 8_000;
  /** The client's first look at a retry topic may have to wait for its next heartbeat. */
  private static final int FIRST_SPARE_MS = 45_000;

  static final List<Behaviour> ALL =
      List.of(
          Behaviour.slow("later: a refused message comes again after ten seconds, as itself", w -> {
            String topic = w.topic(1);
            String group = w.name();
            Inbox inbox = new Inbox();
            refusingFirst(w, group, topic, inbox, 1, 0);
            var sent = w.send(World.message(topic, "TagA", "a"));
            var both = inbox.first(2, Check.LATER_SECONDS);
            MessageExt again = both.get(1).message();
            waited(10_000, both);
            Check.equal(0, both.get(0).message().getReconsumeTimes(), "reconsume times at first");
            Check.equal(1, again.getReconsumeTimes(), "reconsume times then");
            Check.equal(topic, again.getTopic(), "topic");
            Check.equal("TagA", again.getTags(), "tags");
            Check.equal(sent.getMsgId(), again.getMsgId(), "unique id");
            Check.equal(sent.getOffsetMsgId(), again.getProperty(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID), "origin");
            Check.equal(topic, again.getProperty(MessageConst.PROPERTY_RETRY_TOPIC), "retry topic's origin");
            Check.equal("3", again.getProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL), "level");
          }),
          Behaviour.slow("later: an exception in the listener counts as Later", w -> {
            String topic = w.topic(1);
            Inbox inbox = new Inbox();
            var consumer = w.consumer(w.name());
            consumer.subscribe(topic, "*");
            consumer.registerMessageListener(inbox.judge((message, context) -> {
              if (message.getReconsumeTimes() == 0) throw new IllegalStateException("listener failed");
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            }));
            consumer.start();
            w.send(topic, "a");
            Check.equal(1, inbox.first(2, Check.LATER_SECONDS).get(1).message().getReconsumeTimes(), "reconsume times");
          }),
          Behaviour.slow("later: the listener's own delay level counts", w -> {
            String topic = w.topic(1);
            Inbox inbox = new Inbox();
            refusingFirst(w, w.name(), topic, inbox, 1, 1);
            w.send(topic, "a");
            var both = inbox.first(2, Check.LATER_SECONDS);
            waited(1_000, both);
            Check.equal("1", both.get(1).message().getProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL), "level");
          }),
          Behaviour.slow("later: a group that was here before gets its message again", w -> {
            String topic = w.topic(1);
            String group = w.name();
            Inbox before = new Inbox();
            var consumer = w.reading(group, topic, before);
            w.send(topic, "a");
            before.first(1);
            Check.soon(() -> w.admin().examineTopicRouteInfo("%RETRY%" + group), route -> true,
                "the retry topic's route");
            consumer.shutdown();
            Inbox inbox = new Inbox();
            refusingFirst(w, group, topic, inbox, 1, 1);
            w.send(topic, "b");
            var both = inbox.first(2, Check.LATER_SECONDS);
            waited(1_000, both);
          }),
          Behaviour.slow("later: of a call with several messages only those behind the acknowledged come again", w -> {
            String topic = w.topic(1);
            w.sendNumbered(topic, 1, 4);
            List<String> again = new CopyOnWriteArrayList<>();
            var consumer = w.consumer(w.name());
            consumer.setConsumeMessageBatchMaxSize(4);
            consumer.subscribe(topic, "*");
            MessageListenerConcurrently listener = (messages, context) -> {
              messages.stream().filter(message -> message.getReconsumeTimes() > 0).map(World::text).forEach(again::add);
              if (messages.size() == 4 && messages.get(0).getReconsumeTimes() == 0) {
                context.setAckIndex(1);
                context.setDelayLevelWhenNextConsume(1);
              }
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            };
            consumer.registerMessageListener(listener);
            consumer.start();
            Check.eventually(Check.LATER_SECONDS, () -> again.size(), size -> size == 2, "two come again");
            Check.equal(List.of("2", "3"), again.stream().sorted().toList(), "which");
          }),
          Behaviour.slow("later: the group's offset moves on while its message waits", w -> {
            String topic = w.topic(1);
            String group = w.name();
            Inbox inbox = new Inbox();
            refusingFirst(w, group, topic, inbox, 1, 0).setPersistConsumerOffsetInterval(500);
            w.sendNumbered(topic, 1, 3);
            inbox.first(3);
            Check.soon(() -> w.committed(group, topic), offset -> offset == 3, "committed offset 3");
          }),
          Behaviour.of("dlq: level -1 sends a message there at once", w -> {
            String topic = w.topic(1);
            String group = w.name();
            Inbox inbox = new Inbox();
            refusingFirst(w, group, topic, inbox, 1, -1);
            var sent = w.send(World.message(topic, "TagA", "dead"));
            MessageExt dead = w.stored("%DLQ%" + group, 1).get(0);
            Check.equal("dead", World.text(dead), "body");
            Check.equal("TagA", dead.getTags(), "tags");
            Check.equal(sent.getMsgId(), dead.getMsgId(), "unique id");
            Check.equal(sent.getOffsetMsgId(), dead.getProperty(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID), "origin");
            Check.equal(topic, dead.getProperty(MessageConst.PROPERTY_RETRY_TOPIC), "retry topic's origin");
            Check.equal("0", dead.getProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL), "level");
            Check.equal(1, dead.getReconsumeTimes(), "reconsume times");
          }),
          Behaviour.slow("dlq: after the consumer's own limit", w -> {
            String topic = w.topic(1);
            String group = w.name();
            Inbox inbox = new Inbox();
            refusingFirst(w, group, topic, inbox, 9, 1).setMaxReconsumeTimes(1);
            w.send(topic, "a");
            MessageExt dead = Check.eventually(Check.LATER_SECONDS, () -> w.stored("%DLQ%" + group),
                found -> found.size() == 1, "a dead letter").get(0);
            Check.equal(2, inbox.all().size(), "deliveries");
            Check.equal(2, dead.getReconsumeTimes(), "reconsume times");
          }),
          Behaviour.of("dlq: its topic has one queue, to be read and written", w -> {
            String topic = w.topic(1);
            String group = w.name();
            refusingFirst(w, group, topic, new Inbox(), 1, -1);
            w.send(topic, "a");
            var queue = Check.soon(() -> w.admin().examineTopicRouteInfo("%DLQ%" + group), route -> true, "route")
                .getQueueDatas().get(0);
            Check.equal(1, queue.getWriteQueueNums(), "queues");
            Check.equal(6, queue.getPerm(), "permission");
          }),
          Behaviour.of("dlq: a dead letter may be consumed like any message", w -> {
            String topic = w.topic(1);
            String group = w.name();
            refusingFirst(w, group, topic, new Inbox(), 1, -1);
            w.send(topic, "a");
            w.stored("%DLQ%" + group, 1);
            Inbox inbox = new Inbox();
            w.reading(w.name(), "%DLQ%" + group, inbox);
            Check.equal("a", inbox.first(1).get(0).text(), "body");
          }),
          Behaviour.of("send back: a message handed back by hand comes again", w -> {
            String topic = w.topic(1);
            String group = w.name();
            Inbox inbox = new Inbox();
            var consumer = w.reading(group, topic, inbox);
            w.send(topic, "a");
            consumer.sendMessageBack(inbox.first(1).get(0).message(), 1);
            w.stored("%RETRY%" + group, 1);
            MessageExt again = inbox.first(2, Check.LATER_SECONDS).get(1).message();
            Check.equal(1, again.getReconsumeTimes(), "reconsume times");
            Check.equal(topic, again.getTopic(), "topic");
          }),
          Behaviour.turned("later: three failures wait 10 s, 30 s and a minute, then the message is dead", w -> {
            String topic = w.topic(1);
            String group = w.name();
            // A first round makes the retry topic known, so that the second is timed by the broker alone.
            Inbox before = new Inbox();
            var consumer = w.reading(group, topic, before);
            w.send(topic, "first");
            before.first(1);
            Check.soon(() -> w.admin().examineTopicRouteInfo("%RETRY%" + group), route -> true,
                "the retry topic's route");
            consumer.shutdown();
            Inbox inbox = new Inbox();
            refusingFirst(w, group, topic, inbox, 9, 0).setMaxReconsumeTimes(3);
            w.send(topic, "a");
            var four = inbox.first(4, 100 / w.target.rate + Check.LATER_SECONDS);
            for (int n = 0; n < RETRY_DELAYS_MS.length; n++) {
              long dueMs = RETRY_DELAYS_MS[n] / w.target.rate;
              Check.between(dueMs - 5, dueMs + (n == 0 ? FIRST_SPARE_MS : SPARE_MS), four.get(n + 1)
                  .atMs() - four.get(n).atMs(), "milliseconds of wait " + (n + 1));
              Check.equal(n + 1, four.get(n + 1).message().getReconsumeTimes(), "reconsume times");
            }
            Check.equal(4, w.stored("%DLQ%" + group, 1).get(0).getReconsumeTimes(),
                "reconsume times of the dead letter");
          }));

  private Later() {}

  /** When the broker made it readable again, whenever the client came to read it. */
  private static void waited(int delayMs, List<Inbox.Arrival> both) {
    long ms = both.get(1).message().getStoreTimestamp() - both.get(0).atMs();
    Check.between(delayMs - 5, delayMs + SPARE_MS, ms, "milliseconds until it was there again");
  }

  /** A started member that refuses each message so many times; `level` as in the context, 0 = the broker's own. */
  private static DefaultMQPushConsumer refusingFirst(World w, String group, String topic, Inbox inbox, int times,
      int level)
      throws Exception {
    DefaultMQPushConsumer consumer = w.consumer(group);
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(inbox.judge((message, context) -> {
      context.setDelayLevelWhenNextConsume(level);
      return message.getReconsumeTimes() < times ? ConsumeConcurrentlyStatus.RECONSUME_LATER : ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
    }));
    consumer.start();
    return consumer;
  }
}
