import java.util.List;
import java.util.Set;
import org.apache.rocketmq.client.consumer.MessageSelector;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/** What the client or the broker must refuse, and with which code. Source: ResponseCode.java. */
final class BadInput {
  private static final int MESSAGE_ILLEGAL = 13;
  private static final int NO_PERMISSION = 16;
  private static final int TOPIC_NOT_EXIST = 17;
  private static final int INVALID_PARAMETER = 29;
  private static final int NO_ROUTE = 10_005;

  static final List<Behaviour> ALL =
      List.of(
          Behaviour.of("refused: an empty body, by the client", w -> {
            String topic = w.topic(1);
            Check.refused(MESSAGE_ILLEGAL, () -> w.send(new Message(topic, new byte[0])));
          }),
          Behaviour.of("refused: a topic name with a blank, by the client", w ->
              Check.refusedByClient("illegal characters", () -> w.send("no blanks", "a"))),
          Behaviour.of("refused: a topic name of 128 characters, by the client", w ->
              Check.refusedByClient("longer than", () -> w.send("t".repeat(128), "a"))),
          Behaviour.of("accepted: a topic name of 127 characters", w -> {
            String topic = w.name() + "_";
            String longest = topic + "t".repeat(127 - topic.length());
            w.send(longest, "a");
            Check.equal(longest, w.stored(longest, 1).get(0).getTopic(), "topic");
          }),
          Behaviour.of("refused: SCHEDULE_TOPIC_XXXX, by the client", w ->
              Check.refusedByClient("forbidden", () -> w.send("SCHEDULE_TOPIC_XXXX", "a"))),
          Behaviour.of("refused: an unknown topic where nothing may be made from", w -> {
            var producer = w.producer();
            producer.setCreateTopicKey(w.name());
            w.started(producer);
            int code = World.OLD_CLIENT ? NO_ROUTE : TOPIC_NOT_EXIST;
            Check.refused(code, () -> producer.send(World.message(w.name(), "T", "a")));
          }),
          Behaviour.of("refused: a message to a topic that is gone, with nothing to make it from", w -> {
            String topic = w.topic(1);
            var producer = w.producer();
            producer.setCreateTopicKey(w.name());
            w.started(producer);
            producer.send(World.message(topic, "T", "a"));
            w.admin().deleteTopicInBroker(Set.of(w.target.broker), topic);
            Check.refused(TOPIC_NOT_EXIST, () -> producer.send(World.message(topic, "T", "a"), w.queue(topic, 0)));
          }),
          Behaviour.of("refused: a body over 4 MiB, by the broker", w -> {
            var producer = w.producer();
            producer.setMaxMessageSize(8_000_000);
            producer.setCompressMsgBodyOverHowmuch(9_000_000);
            w.started(producer);
            String topic = w.topic(1);
            Check.refused(MESSAGE_ILLEGAL, () -> producer.send(new Message(topic, new byte[4_200_000])));
            Check.equal(0L, w.target.reader.maxOffset(w.queue(topic, 0)), "stored");
          }),
          Behaviour.of("refused: properties over 32,767 bytes", w -> {
            Message message = World.message(w.topic(1), "T", "a");
            message.putUserProperty("long", "x".repeat(33_000));
            Check.refused(MESSAGE_ILLEGAL, () -> w.send(message));
          }),
          Behaviour.of("accepted: properties of 30,000 bytes", w -> {
            String topic = w.topic(1);
            Message message = World.message(topic, "T", "a");
            message.putUserProperty("long", "x".repeat(30_000));
            w.send(message);
            Check.equal(30_000, w.stored(topic, 1).get(0).getUserProperty("long").length(), "property");
          }),
          Behaviour.of("refused: a queue that the topic does not have", w -> {
            String topic = w.topic(2);
            Check.refused(INVALID_PARAMETER,
                () -> w.target.producer.send(World.message(topic, "T", "a"), w.queue(topic, 9)));
          }),
          Behaviour.of("refused: a topic that may only be read, by the client that finds no queue", w -> {
            String topic = w.topic(1, 4);
            Check.refused(NO_ROUTE, () -> w.send(topic, "a"));
          }),
          Behaviour.of("accepted: a chosen queue of such a topic, since a broker looks at its own permission alone",
              w -> {
            String topic = w.topic(1, 4);
            w.target.producer.send(World.message(topic, "T", "a"), w.queue(topic, 0));
            w.stored(topic, 1);
          }),
          Behaviour.of("refused: reading a topic that may only be written", w -> {
            String topic = w.topic(1, 2);
            w.send(topic, "a");
            Check.refused(NO_PERMISSION, () -> w.target.reader.pull(w.queue(topic, 0), "*", 0, 1));
          }),
          Behaviour.of("refused: a queue to read that the topic does not have", w -> {
            String topic = w.topic(1);
            Check.refused(INVALID_PARAMETER, () -> w.target.reader.pull(w.queue(topic, 9), "*", 0, 1));
          }),
          Behaviour.of("refused: reading a topic that is not there", w -> {
            String topic = w.name();
            Check.refused(TOPIC_NOT_EXIST, () -> w.target.reader.pull(w.queue(topic, 0), "*", 0, 1));
          }),
          Behaviour.guarded("refused: a transaction while the broker rejects them", w -> {
            String topic = w.topic(1);
            var producer = w.placed(new TransactionMQProducer(w.name(), w.target.hook));
            w.closing(producer, producer::shutdown);
            producer.setTransactionListener(committing());
            producer.start();
            Check.refused(NO_PERMISSION, () -> producer.sendMessageInTransaction(World.message(topic, "T", "a"), null));
          }),
          Behaviour.guarded("refused: an SQL92 subscription while the broker has no such filter", w -> {
            var consumer = w.consumer(w.name());
            consumer.subscribe(w.topic(1), MessageSelector.bySql("a > 1"));
            consumer.registerMessageListener(new Inbox().accept());
            Check.refusedByClient("does not support consumer to filter message by SQL92", () -> {
              consumer.start();
              return "started";
            });
          }),
          Behaviour.of("refused: a group named with a blank, by the client", w -> {
            var consumer = w.consumer("no blanks");
            Check.refusedByClient("illegal characters", () -> {
              consumer.start();
              return "started";
            });
          }),
          Behaviour.of("refused: an illegal topic name that a tool would make", w ->
              Check.refused(INVALID_PARAMETER, () -> create(w, "no blanks"))),
          Behaviour.of("refused: a system topic that a tool would make", w ->
              Check.refused(INVALID_PARAMETER, () -> create(w, "TBW102"))));

  private BadInput() {}

  private static String create(World w, String topic) throws Exception {
    w.admin().createAndUpdateTopicConfig(w.target.broker, new TopicConfig(topic, 1, 1, 6));
    return topic;
  }

  private static TransactionListener committing() {
    return new TransactionListener() {
      @Override
      public LocalTransactionState executeLocalTransaction(Message message, Object argument) {
        return LocalTransactionState.COMMIT_MESSAGE;
      }

      @Override
      public LocalTransactionState checkLocalTransaction(MessageExt message) {
        return LocalTransactionState.COMMIT_MESSAGE;
      }
    };
  }
}
