import java.util.List;
import java.util.Set;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.common.message.MessageExt;

/** Orderly consumption: locks, order over a failure, and the end of a message that never succeeds. */
final class Orderly {
  static final List<Behaviour> ALL =
      List.of(
          Behaviour.of("orderly: messages of a queue come in order", w -> {
            String topic = w.topic(2);
            w.sendNumbered(topic, 2, 40);
            Inbox inbox = new Inbox();
            member(w, w.name(), topic, inbox);
            var seen = inbox.first(40);
            for (int queue = 0; queue < 2; queue++) {
              int id = queue;
              List<Integer> numbers = seen.stream().filter(a -> a.message().getQueueId() == id)
                  .map(a -> Integer.valueOf(a.text())).toList();
              Check.equal(numbers.stream().sorted().toList(), numbers, "order on queue " + id);
            }
          }),
          Behaviour.of("orderly: a message that is not done stops its queue and comes again first", w -> {
            String topic = w.topic(1);
            w.sendNumbered(topic, 1, 3);
            Inbox inbox = new Inbox();
            var consumer = consumer(w, w.name(), topic);
            consumer.registerMessageListener(inbox.orderly(message -> isFirstTry(message, "1") ? 200 : 0));
            consumer.start();
            inbox.first(4);
            Check.equal(List.of("0", "1", "1", "2"), inbox.texts(), "order");
          }),
          Behaviour.of("orderly: past its limit a message leaves for the retry topic and the queue goes on", w -> {
            String topic = w.topic(1);
            String group = w.name();
            w.sendNumbered(topic, 1, 2);
            Inbox inbox = new Inbox();
            var consumer = consumer(w, group, topic);
            consumer.setMaxReconsumeTimes(1);
            consumer.registerMessageListener(inbox.orderly(message -> World.text(message).equals("0")
                && message.getTopic().equals(topic) ? 100 : 0));
            consumer.start();
            Check.eventually(Check.LATER_SECONDS, inbox::texts, texts -> texts.contains("1"), "the message behind it");
            MessageExt dead = Check.eventually(Check.LATER_SECONDS, () -> w.stored("%DLQ%" + group),
                found -> found.size() == 1, "the dead letter").get(0);
            Check.equal("0", World.text(dead), "body");
          }),
          Behaviour.of("orderly: a locked queue is commited as it is read", w -> {
            String topic = w.topic(1);
            String group = w.name();
            Inbox inbox = new Inbox();
            var consumer = consumer(w, group, topic);
            consumer.setPersistConsumerOffsetInterval(500);
            consumer.registerMessageListener(inbox.orderly(message -> 0));
            consumer.start();
            w.sendNumbered(topic, 1, 4);
            inbox.first(4);
            Check.soon(() -> w.committed(group, topic), offset -> offset == 4, "committed offset 4");
          }),
          Behaviour.slow("orderly: of two members each queue is read by one", w -> {
            String topic = w.topic(4);
            String group = w.name();
            Inbox one = new Inbox();
            Inbox other = new Inbox();
            member(w, group, topic, one);
            member(w, group, topic, other);
            Check.eventually(Check.LATER_SECONDS, () -> {
              w.sendNumbered(topic, 4, 4);
              Thread.sleep(300);
              return one.all().size() * other.all().size();
            }, product -> product > 0, "both read");
            int before = one.all().size();
            int beforeOther = other.all().size();
            Thread.sleep(1_000);
            w.sendNumbered(topic, 4, 16);
            Check.eventually(Check.LATER_SECONDS, () -> one.all().size() + other.all().size(),
                count -> count >= before + beforeOther + 16, "all came");
            Set<Integer> queues = queuesOf(one, before);
            Check.that(queuesOf(other, beforeOther).stream().noneMatch(queues::contains), "no queue is read by both");
          }),
          Behaviour.slow("orderly: a member that leaves gives its locks back at once", w -> {
            String topic = w.topic(2);
            String group = w.name();
            Inbox one = new Inbox();
            DefaultMQPushConsumer leaving = member(w, group, topic, one);
            w.sendNumbered(topic, 2, 2);
            one.first(2, Check.LATER_SECONDS);
            leaving.shutdown();
            Inbox other = new Inbox();
            long start = System.currentTimeMillis();
            member(w, group, topic, other);
            w.sendNumbered(topic, 2, 2);
            other.first(2, Check.LATER_SECONDS);
            Check.between(0, 60_000, System.currentTimeMillis() - start, "milliseconds until it was read on");
          }));

  private Orderly() {}

  private static boolean isFirstTry(MessageExt message, String text) {
    return World.text(message).equals(text) && message.getReconsumeTimes() == 0;
  }

  private static Set<Integer> queuesOf(Inbox inbox, int from) {
    var arrivals = inbox.all();
    return Set.copyOf(arrivals.subList(from, arrivals.size()).stream().map(arrival -> arrival.message().getQueueId())
        .toList());
  }

  private static DefaultMQPushConsumer consumer(World w, String group, String topic) throws Exception {
    DefaultMQPushConsumer consumer = w.consumer(group);
    consumer.subscribe(topic, "*");
    return consumer;
  }

  private static DefaultMQPushConsumer member(World w, String group, String topic, Inbox inbox) throws Exception {
    DefaultMQPushConsumer consumer = consumer(w, group, topic);
    consumer.registerMessageListener(inbox.orderly(message -> 0));
    consumer.start();
    return consumer;
  }
}
