import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.client.producer.TransactionSendResult;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/**
 * Half messages and what becomes of them. The broker asks every two seconds for those older than one, five times at
 * most: legs.ts tells it so. Source: TransactionalMessageServiceImpl.java, EndTransactionProcessor.java.
 */
final class Transactions {
  private static final String HALF_TOPIC = "RMQ_SYS_TRANS_HALF_TOPIC";
  private static final String GIVEN_UP_TOPIC = "TRANS_CHECK_MAX_TIME_TOPIC";
  private static final int MAX_CHECKS = 5;
  private static final int COMMITTED = 0x8;

  static final List<Behaviour> ALL =
      List.of(
          Behaviour.of("transaction: a committed message is there, as itself", w -> {
            String topic = w.topic(2);
            TransactionSendResult sent = producer(w, w.name(), LocalTransactionState.COMMIT_MESSAGE).send(topic);
            MessageExt message = w.stored(topic, 1).get(0);
            Check.equal("a", World.text(message), "body");
            Check.equal("TagA", message.getTags(), "tags");
            Check.equal("key1", message.getKeys(), "keys");
            Check.equal(sent.getMsgId(), message.getMsgId(), "unique id");
            Check.equal(sent.getMessageQueue().getQueueId(), message.getQueueId(), "queue");
            Check.equal("true", message.getProperty("TRAN_MSG"), "mark of a transaction");
            Check.equal(sent.getMsgId(), message.getProperty("__transactionId__"), "transaction id");
            Check.equal(COMMITTED, message.getSysFlag() & 0xC, "system flag");
            Check.that(message.getPreparedTransactionOffset() > 0 || message.getCommitLogOffset() > 0, "half offset");
          }),
          Behaviour.of("transaction: a message rolled back never comes", w -> {
            String topic = w.topic(1);
            producer(w, w.name(), LocalTransactionState.ROLLBACK_MESSAGE).send(topic);
            w.send(topic, "behind");
            Thread.sleep(3_000);
            Check.equal(List.of("behind"), w.stored(topic).stream().map(World::text).toList(), "bodies");
          }),
          Behaviour.of("transaction: half a message waits where no group looks", w -> {
            String topic = w.topic(1);
            Asked producer = producer(w, w.name(), LocalTransactionState.UNKNOW);
            TransactionSendResult sent = producer.send(topic);
            Check.equal(0L, w.target.reader.maxOffset(w.queue(topic, 0)), "stored in the topic");
            MessageExt half = among(w, HALF_TOPIC, sent.getMsgId());
            Check.equal(topic, half.getProperty("REAL_TOPIC"), "real topic");
            Check.equal(0, half.getSysFlag() & 0xC, "system flag");
          }),
          Behaviour.of("transaction: the producer is asked, and commits", w -> {
            String topic = w.topic(1);
            Asked producer = producer(w, w.name(), LocalTransactionState.UNKNOW);
            producer.answer = LocalTransactionState.COMMIT_MESSAGE;
            TransactionSendResult sent = producer.send(topic);
            MessageExt message = w.stored(topic, 1).get(0);
            Check.equal(sent.getMsgId(), message.getMsgId(), "unique id");
            MessageExt asked = producer.asked.get(0);
            Check.equal(topic, asked.getTopic(), "topic of the question");
            Check.equal("a", World.text(asked), "body of the question");
            Check.equal("1", asked.getProperty("TRANSACTION_CHECK_TIMES"), "count of the question");
            Check.equal(sent.getMsgId(), asked.getTransactionId(), "transaction id");
          }),
          Behaviour.of("transaction: the producer is asked, and rolls back", w -> {
            String topic = w.topic(1);
            Asked producer = producer(w, w.name(), LocalTransactionState.UNKNOW);
            producer.answer = LocalTransactionState.ROLLBACK_MESSAGE;
            producer.send(topic);
            Check.soon(() -> producer.asked.size(), size -> size > 0, "a question");
            // A broker writes down what is done with a few seconds late, and asks on until then.
            Thread.sleep(MAX_CHECKS * 2_000 + 3_000);
            Check.equal(0, w.stored(topic).size(), "messages");
            Check.that(producer.asked.size() < MAX_CHECKS, "it is asked no more: " + producer.asked.size());
          }),
          Behaviour.slow("transaction: after its last question a message is given up", w -> {
            String topic = w.topic(1);
            Asked producer = producer(w, w.name(), LocalTransactionState.UNKNOW);
            TransactionSendResult sent = producer.send(topic);
            MessageExt given = among(w, GIVEN_UP_TOPIC, sent.getMsgId());
            Check.equal("" + MAX_CHECKS, given.getProperty("TRANSACTION_CHECK_TIMES"), "questions it tells of");
            Check.equal(MAX_CHECKS, producer.asked.size(), "questions");
            Check.equal(0, w.stored(topic).size(), "messages");
          }),
          Behaviour.slow("transaction: another member of the group answers for one that is gone", w -> {
            String topic = w.topic(1);
            String group = w.name();
            Asked first = producer(w, group, LocalTransactionState.UNKNOW);
            Asked other = producer(w, group, LocalTransactionState.UNKNOW);
            other.answer = LocalTransactionState.COMMIT_MESSAGE;
            w.heard(other.producer);
            first.send(topic);
            first.producer.shutdown();
            w.stored(topic, 1);
          }),
          Behaviour.slow("transaction: a time of its own before the first question", w -> {
            String topic = w.topic(1);
            Asked producer = producer(w, w.name(), LocalTransactionState.UNKNOW);
            producer.answer = LocalTransactionState.COMMIT_MESSAGE;
            Message message = producer.message(topic);
            message.putUserProperty("CHECK_IMMUNITY_TIME_IN_SECONDS", "4");
            long start = System.currentTimeMillis();
            producer.producer.sendMessageInTransaction(message, null);
            MessageExt stored = w.stored(topic, 1).get(0);
            Check.between(4_000, 40_000, stored.getStoreTimestamp() - start, "milliseconds");
            int count = Integer.parseInt(producer.asked.get(0).getProperty("TRANSACTION_CHECK_TIMES"));
            Check.that(count > 1, "each look counts, also one too early for a question: " + count);
          }),
          Behaviour.of("transaction: a delay level counts for nothing", w -> {
            String topic = w.topic(1);
            Asked producer = producer(w, w.name(), LocalTransactionState.COMMIT_MESSAGE);
            Message message = producer.message(topic);
            message.setDelayTimeLevel(6);
            long start = System.currentTimeMillis();
            producer.producer.sendMessageInTransaction(message, null);
            MessageExt stored = w.stored(topic, 1).get(0);
            Check.between(-100, 60_000, stored.getStoreTimestamp() - start, "milliseconds");
          }),
          Behaviour.of("transaction: a committed message is found by key and consumed", w -> {
            String topic = w.topic(1);
            Inbox inbox = new Inbox();
            w.reading(w.name(), topic, inbox);
            producer(w, w.name(), LocalTransactionState.COMMIT_MESSAGE).send(topic);
            Check.equal("a", inbox.first(1).get(0).text(), "body");
            Check.soon(() -> w.admin().queryMessage(topic, "key1", 8, 0, Long.MAX_VALUE).getMessageList().size(),
                size -> size == 1, "one message of the key");
          }));

  private Transactions() {}

  /** A message among those of a topic that all share, once it is there. */
  private static MessageExt among(World w, String topic, String msgId) throws Exception {
    return Check.eventually(Check.LATER_SECONDS, () -> w.stored(topic).stream()
        .filter(message -> message.getMsgId().equals(msgId)).findFirst().orElse(null), found -> found != null,
        "the message in " + topic);
  }

  private static Asked producer(World w, String group, LocalTransactionState first) throws Exception {
    TransactionMQProducer producer = w.placed(new TransactionMQProducer(group, w.target.hook));
    w.closing(producer, producer::shutdown);
    producer.setSendMsgTimeout(Target.TIMEOUT_MS);
    Asked asked = new Asked(producer, first);
    producer.setTransactionListener(asked);
    producer.start();
    return asked;
  }

  /** A producer, what it says at once, what it says when it is asked, and what it was asked about. */
  private static final class Asked implements TransactionListener {
    final TransactionMQProducer producer;
    final List<MessageExt> asked = new CopyOnWriteArrayList<>();
    private final LocalTransactionState first;
    volatile LocalTransactionState answer = LocalTransactionState.UNKNOW;

    Asked(TransactionMQProducer producer, LocalTransactionState first) {
      this.producer = producer;
      this.first = first;
    }

    Message message(String topic) {
      return new Message(topic, "TagA", "key1", "a".getBytes());
    }

    TransactionSendResult send(String topic) throws Exception {
      return producer.sendMessageInTransaction(message(topic), null);
    }

    @Override
    public LocalTransactionState executeLocalTransaction(Message message, Object argument) {
      return first;
    }

    @Override
    public LocalTransactionState checkLocalTransaction(MessageExt message) {
      asked.add(message);
      return answer;
    }
  }
}
