import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.common.UtilAll;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;

/** Push consumers: what reaches a listener, which tags, from where, and where the group goes on. */
final class Consuming {
  static final List<Behaviour> ALL =
      List.of(
          Behaviour.of("consume: every message once, in order by queue", w -> {
            String topic = w.topic(2);
            w.sendNumbered(topic, 2, 40);
            Inbox inbox = new Inbox();
            w.reading(w.name(), topic, inbox);
            inbox.first(40);
            Check.equal(40, Set.copyOf(inbox.texts()).size(), "different messages");
            Check.equal(40, inbox.all().size(), "deliveries");
          }),
          Behaviour.of("consume: a held pull hands a new message over at once", w -> {
            String topic = w.topic(1);
            Inbox inbox = new Inbox();
            w.reading(w.name(), topic, inbox);
            w.send(topic, "first");
            inbox.first(1);
            long start = System.currentTimeMillis();
            w.send(topic, "second");
            Check.between(0, 2_500, inbox.first(2).get(1).atMs() - start, "milliseconds");
          }),
          Behaviour.of("consume: one tag of several", w -> {
            Check.equal(List.of("A", "A"), tagged(w, "TagA", "TagA", "TagB", "TagA"), "bodies");
          }),
          Behaviour.of("consume: two tags with ||", w ->
              Check.equal(List.of("A", "B"), tagged(w, "TagA || TagB", "TagA", "TagC", "TagB"), "bodies")),
          Behaviour.of("consume: a unicode tag", w ->
              Check.equal(List.of("单"), tagged(w, "订单", "TagA", "订单"), "bodies")),
          Behaviour.of("consume: tags of one hash are told apart", w ->
              Check.equal(List.of("a"), tagged(w, "AaAa", "BBBB", "AaAa"), "bodies")),
          Behaviour.of("consume: a filtered queue's offset moves past what did not match", w -> {
            String topic = w.topic(1);
            for (int n = 0; n < 10; n++) w.send(World.message(topic, "Other", "x"));
            w.send(World.message(topic, "Mine", "mine"));
            for (int n = 0; n < 5; n++) w.send(World.message(topic, "Other", "x"));
            String group = w.name();
            Inbox inbox = new Inbox();
            var consumer = w.consumer(group);
            consumer.subscribe(topic, "Mine");
            consumer.registerMessageListener(inbox.accept());
            consumer.start();
            inbox.first(1);
            Check.soon(() -> w.committed(group, topic), offset -> offset == 16, "committed offset 16");
          }),
          Behaviour.of("consume: a subscription is added while running", w -> {
            String one = w.topic(1);
            String other = w.topic(1);
            Inbox inbox = new Inbox();
            var consumer = w.reading(w.name(), one, inbox);
            w.send(one, "one");
            inbox.first(1);
            consumer.subscribe(other, "*");
            w.send(other, "other");
            Check.equal("other", inbox.first(2, Check.LATER_SECONDS).get(1).text(), "body");
          }),
          Behaviour.of("consume: two topics in one group", w -> {
            String one = w.topic(1);
            String other = w.topic(1);
            Inbox inbox = new Inbox();
            var consumer = w.consumer(w.name());
            consumer.subscribe(one, "*");
            consumer.subscribe(other, "*");
            consumer.registerMessageListener(inbox.accept());
            consumer.start();
            w.send(one, "one");
            w.send(other, "other");
            inbox.first(2);
            Check.equal(Set.of("one", "other"), Set.copyOf(inbox.texts()), "bodies");
          }),
          Behaviour.of("consume: two groups get every message each", w -> {
            String topic = w.topic(1);
            Inbox one = new Inbox();
            Inbox other = new Inbox();
            w.reading(w.name(), topic, one);
            w.reading(w.name(), topic, other);
            w.send(topic, "a");
            Check.equal("a", one.first(1).get(0).text(), "one");
            Check.equal("a", other.first(1).get(0).text(), "other");
          }),
          Behaviour.of("consume: several messages in one call", w -> {
            String topic = w.topic(1);
            w.sendNumbered(topic, 1, 16);
            AtomicInteger largest = new AtomicInteger();
            CountDownLatch left = new CountDownLatch(16);
            var consumer = w.consumer(w.name());
            consumer.setConsumeMessageBatchMaxSize(8);
            consumer.subscribe(topic, "*");
            MessageListenerConcurrently listener = (messages, context) -> {
              largest.accumulateAndGet(messages.size(), Math::max);
              messages.forEach(message -> left.countDown());
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            };
            consumer.registerMessageListener(listener);
            consumer.start();
            Check.that(left.await(Check.SOON_SECONDS, TimeUnit.SECONDS), "all came");
            Check.equal(8, largest.get(), "most in one call");
          }),
          Behaviour.of("consume: a suspended consumer waits, a resumed one goes on", w -> {
            String topic = w.topic(1);
            Inbox inbox = new Inbox();
            var consumer = w.reading(w.name(), topic, inbox);
            w.send(topic, "a");
            inbox.first(1);
            consumer.suspend();
            // A pull that the broker holds brings one more.
            w.send(topic, "b");
            inbox.first(2);
            w.send(topic, "c");
            Thread.sleep(1_500);
            Check.equal(2, inbox.all().size(), "messages while suspended");
            consumer.resume();
            Check.equal("c", inbox.first(3).get(2).text(), "body");
          }),
          Behaviour.of("start: a new group of a small topic starts at its first message, whatever it asks", w -> {
            String topic = w.topic(1);
            w.sendNumbered(topic, 1, 3);
            Inbox inbox = new Inbox();
            startingFrom(w, w.name(), topic, ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET, inbox);
            inbox.first(3);
            Check.equal(List.of("0", "1", "2"), inbox.texts(), "bodies");
          }),
          Behaviour.of("start: from the first message", w -> {
            String topic = w.topic(1);
            w.sendNumbered(topic, 1, 3);
            Inbox inbox = new Inbox();
            startingFrom(w, w.name(), topic, ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET, inbox);
            inbox.first(3);
          }),
          Behaviour.of("start: a known group goes on where it was, by another client", w -> {
            String topic = w.topic(2);
            String group = w.name();
            w.sendNumbered(topic, 2, 6);
            Inbox before = new Inbox();
            var consumer = w.reading(group, topic, before);
            before.first(6);
            consumer.shutdown();
            // Told one-way, so that the broker may take it a little later.
            Check.soon(() -> w.committed(group, topic), offset -> offset == 6, "all committed at the end");
            w.sendNumbered(topic, 2, 2);
            Inbox after = new Inbox();
            w.reading(group, topic, after);
            after.first(2);
            Thread.sleep(500);
            Check.equal(2, after.all().size(), "deliveries after the restart");
          }),
          Behaviour.of("start: a time to start from counts for a known group no more", w -> {
            String topic = w.topic(1);
            String group = w.name();
            w.sendNumbered(topic, 1, 4);
            Inbox before = new Inbox();
            var consumer = w.reading(group, topic, before);
            before.first(4);
            consumer.shutdown();
            Inbox after = new Inbox();
            var again = w.consumer(group);
            again.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_TIMESTAMP);
            again.setConsumeTimestamp(UtilAll.timeMillisToHumanString3(System.currentTimeMillis() - 3_600_000));
            again.subscribe(topic, "*");
            again.registerMessageListener(after.accept());
            again.start();
            w.send(topic, "new");
            Check.equal("new", after.first(1).get(0).text(), "first body");
          }),
          Behaviour.of("consume: offsets are committed while running", w -> {
            String topic = w.topic(1);
            String group = w.name();
            Inbox inbox = new Inbox();
            var consumer = w.consumer(group);
            consumer.setPersistConsumerOffsetInterval(500);
            consumer.subscribe(topic, "*");
            consumer.registerMessageListener(inbox.accept());
            consumer.start();
            w.sendNumbered(topic, 1, 5);
            inbox.first(5);
            Check.soon(() -> w.committed(group, topic), offset -> offset == 5, "committed offset 5");
          }),
          Behaviour.of("consume: 3,000 messages over 4 queues, each once", w -> {
            String topic = w.topic(4);
            for (int part = 0; part < 30; part++)
              w.target.producer.send(IntStream.range(part * 100, part * 100 + 100)
                  .mapToObj(n -> World.message(topic, "T", "" + n)).toList(), w.queue(topic, part % 4));
            Inbox inbox = new Inbox();
            w.reading(w.name(), topic, inbox);
            inbox.first(3_000);
            Check.equal(3_000, Set.copyOf(inbox.texts()).size(), "different messages");
            Check.equal(3_000, inbox.all().size(), "deliveries");
          }),
          Behaviour.slow("broadcasting: every member gets every message", w -> {
            String topic = w.topic(2);
            String group = w.name();
            Inbox one = new Inbox();
            Inbox other = new Inbox();
            broadcasting(w, group, topic, one);
            broadcasting(w, group, topic, other);
            // A broadcasting member starts at the end; until it is there it would miss what is sent.
            Check.eventually(Check.LATER_SECONDS, () -> {
              w.sendNumbered(topic, 2, 2);
              return Math.min(one.all().size(), other.all().size());
            }, least -> least >= 4, "both read");
            w.send(topic, "last");
            Check.eventually(Check.LATER_SECONDS, () -> one.texts().contains("last") && other.texts().contains("last"),
                both -> both, "the last message at both");
          }),
          Behaviour.slow("broadcasting: a refused message does not come again", w -> {
            String topic = w.topic(1);
            Inbox inbox = new Inbox();
            var consumer = w.consumer(w.name());
            World.broadcasting(consumer);
            consumer.subscribe(topic, "*");
            consumer.registerMessageListener(inbox.judge((message,
                context) -> ConsumeConcurrentlyStatus.RECONSUME_LATER));
            consumer.start();
            w.send(topic, "a");
            inbox.first(1);
            Thread.sleep(12_000);
            Check.equal(1, inbox.all().size(), "deliveries");
          }));

  private Consuming() {}

  /** The last character of the tag of each message that a subscription lets through. */
  private static List<String> tagged(World w, String expression, String... tags) throws Exception {
    String topic = w.topic(1);
    for (String tag : tags) w.send(World.message(topic, tag, tag.substring(tag.length() - 1)));
    String end = expression.split(" ")[0];
    w.send(World.message(topic, end, "end"));
    Inbox inbox = new Inbox();
    var consumer = w.consumer(w.name());
    consumer.subscribe(topic, expression);
    consumer.setConsumeThreadMin(1);
    consumer.setConsumeThreadMax(1);
    consumer.registerMessageListener(inbox.accept());
    consumer.start();
    Check.soon(inbox::texts, texts -> texts.contains("end"), "the last message");
    return inbox.texts().stream().filter(text -> !text.equals("end")).toList();
  }

  private static void startingFrom(World w, String group, String topic, ConsumeFromWhere from,
      Inbox inbox) throws Exception {
    var consumer = w.consumer(group);
    consumer.setConsumeFromWhere(from);
    consumer.setConsumeThreadMin(1);
    consumer.setConsumeThreadMax(1);
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(inbox.accept());
    consumer.start();
  }

  private static void broadcasting(World w, String group, String topic, Inbox inbox) throws Exception {
    var consumer = w.consumer(group);
    World.broadcasting(consumer);
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(inbox.accept());
    consumer.start();
  }
}
