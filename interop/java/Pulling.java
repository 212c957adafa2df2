import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.PullResult;
import org.apache.rocketmq.client.consumer.PullStatus;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/** Pulls by hand, the lite pull consumer, and questions about offsets. */
final class Pulling {
  static final List<Behaviour> ALL =
      List.of(
          Behaviour.of("pull: messages that are there, with the four offsets", w -> {
            String topic = w.topic(1);
            w.sendNumbered(topic, 1, 5);
            PullResult result = w.target.reader.pull(w.queue(topic, 0), "*", 1, 2);
            Check.equal(PullStatus.FOUND, result.getPullStatus(), "status");
            Check.equal(List.of("1", "2"), result.getMsgFoundList().stream().map(World::text).toList(), "bodies");
            offsets(3, 0, 5, result);
          }),
          Behaviour.of("pull: at the end nothing is new", w -> {
            String topic = w.topic(1);
            w.sendNumbered(topic, 1, 2);
            PullResult result = w.target.reader.pull(w.queue(topic, 0), "*", 2, 32);
            Check.equal(PullStatus.NO_NEW_MSG, result.getPullStatus(), "status");
            offsets(2, 0, 2, result);
          }),
          Behaviour.of("pull: an empty queue", w -> {
            PullResult result = w.target.reader.pull(w.queue(w.topic(1), 0), "*", 0, 32);
            Check.equal(PullStatus.NO_NEW_MSG, result.getPullStatus(), "status");
            offsets(0, 0, 0, result);
          }),
          Behaviour.of("pull: past the end of an empty queue", w -> {
            PullResult result = w.target.reader.pull(w.queue(w.topic(1), 0), "*", 7, 32);
            Check.equal(PullStatus.OFFSET_ILLEGAL, result.getPullStatus(), "status");
            offsets(0, 0, 0, result);
          }),
          Behaviour.of("pull: past the end is sent to the end", w -> {
            String topic = w.topic(1);
            w.sendNumbered(topic, 1, 2);
            PullResult result = w.target.reader.pull(w.queue(topic, 0), "*", 99, 32);
            Check.equal(PullStatus.OFFSET_ILLEGAL, result.getPullStatus(), "status");
            offsets(2, 0, 2, result);
          }),
          Behaviour.of("pull: nothing of the tag, and on past it", w -> {
            String topic = w.topic(1);
            w.sendNumbered(topic, 1, 3);
            PullResult result = w.target.reader.pull(w.queue(topic, 0), "Other", 0, 32);
            Check.equal(PullStatus.NO_MATCHED_MSG, result.getPullStatus(), "status");
            offsets(3, 0, 3, result);
          }),
          Behaviour.of("pull: at most 32 messages in one answer", w -> {
            String topic = w.topic(1);
            List<Message> batch = new ArrayList<>();
            for (int n = 0; n < 100; n++) batch.add(World.message(topic, "T", "" + n));
            w.indexed(w.target.producer.send(batch));
            PullResult result = w.target.reader.pull(w.queue(topic, 0), "*", 0, 100);
            Check.equal(32, result.getMsgFoundList().size(), "messages");
          }),
          Behaviour.of("pull: a held pull ends when a message comes", w -> {
            String topic = w.topic(1);
            var answer = CompletableFuture.supplyAsync(() -> blocking(w, topic));
            Thread.sleep(1_000);
            Check.that(!answer.isDone(), "it waits");
            w.send(topic, "a");
            PullResult result = answer.get(15, TimeUnit.SECONDS);
            Check.equal(PullStatus.FOUND, result.getPullStatus(), "status");
            Check.equal("a", World.text(result.getMsgFoundList().get(0)), "body");
          }),
          Behaviour.slow("pull: a held pull ends with nothing after its time", w -> {
            long start = System.currentTimeMillis();
            PullResult result = blocking(w, w.topic(1));
            Check.equal(PullStatus.NO_NEW_MSG, result.getPullStatus(), "status");
            Check.between(14_000, 40_000, System.currentTimeMillis() - start, "milliseconds");
          }),
          Behaviour.of("offsets: smallest, largest, by time, oldest store time", w -> {
            String topic = w.topic(1);
            var queue = w.queue(topic, 0);
            long before = System.currentTimeMillis();
            w.sendNumbered(topic, 1, 3);
            Thread.sleep(50);
            long between = System.currentTimeMillis();
            Thread.sleep(50);
            w.sendNumbered(topic, 1, 2);
            Check.equal(0L, w.target.reader.minOffset(queue), "smallest");
            Check.equal(5L, w.target.reader.maxOffset(queue), "largest");
            Check.equal(3L, w.target.reader.searchOffset(queue, between), "by time");
            Check.equal(0L, w.target.reader.searchOffset(queue, before - 60_000), "before all");
            Check.equal(5L, w.target.reader.searchOffset(queue, System.currentTimeMillis() + 60_000), "after all");
            Check.between(before - 50, between, w.target.reader.earliestMsgStoreTime(queue), "oldest");
          }),
          Behaviour.of("offsets: of a queue without messages", w -> {
            var queue = w.queue(w.topic(1), 0);
            Check.equal(0L, w.target.reader.minOffset(queue), "smallest");
            Check.equal(0L, w.target.reader.maxOffset(queue), "largest");
            Check.equal(-1L, w.target.reader.earliestMsgStoreTime(queue), "oldest");
          }),
          Behaviour.of("offsets: a pull consumer commits and finds its offset again", w -> {
            String topic = w.topic(1);
            w.sendNumbered(topic, 1, 5);
            String group = w.group();
            var queue = w.queue(topic, 0);
            var consumer = w.placed(new DefaultMQPullConsumer(group));
            w.closing(consumer, consumer::shutdown);
            consumer.start();
            consumer.fetchSubscribeMessageQueues(topic);
            consumer.updateConsumeOffset(queue, 3);
            consumer.getOffsetStore().updateConsumeOffsetToBroker(queue, 3, false);
            Check.equal(3L, consumer.fetchConsumeOffset(queue, true), "committed");
          }),
          Behaviour.of("lite pull: a subscription is polled and committed", w -> {
            String topic = w.topic(2);
            String group = w.name();
            w.sendNumbered(topic, 2, 10);
            var consumer = lite(w, group);
            consumer.subscribe(topic, "*");
            consumer.start();
            Check.equal(10, polled(consumer, 10).size(), "messages");
            consumer.commitSync();
            Check.soon(() -> w.committed(group, topic), offset -> offset == 10, "committed offset 10");
          }),
          Behaviour.of("lite pull: assigned queues, and a seek back", w -> {
            String topic = w.topic(2);
            w.sendNumbered(topic, 2, 10);
            var consumer = lite(w, w.name());
            consumer.setAutoCommit(false);
            consumer.start();
            var queue = w.queue(topic, 1);
            consumer.assign(List.of(queue));
            consumer.seek(queue, 0);
            Check.equal(List.of("1", "3", "5", "7", "9"), polled(consumer, 5), "bodies");
            consumer.seek(queue, 3);
            Check.equal(List.of("7", "9"), polled(consumer, 2), "bodies after the seek");
          }),
          Behaviour.of("lite pull: a tag", w -> {
            String topic = w.topic(1);
            w.send(World.message(topic, "TagA", "a"));
            w.send(World.message(topic, "TagB", "b"));
            var consumer = lite(w, w.name());
            consumer.subscribe(topic, "TagB");
            consumer.start();
            Check.equal(List.of("b"), polled(consumer, 1), "bodies");
          }),
          Behaviour.of("lite pull: a queue's offset by time", w -> {
            String topic = w.topic(1);
            w.sendNumbered(topic, 1, 4);
            var consumer = lite(w, w.name());
            consumer.start();
            Check.equal(0L, consumer.offsetForTimestamp(w.queue(topic, 0), 1_000L), "offset");
          }));

  private Pulling() {}

  private static void offsets(long next, long min, long max, PullResult result) {
    Check.equal(next, result.getNextBeginOffset(), "next");
    Check.equal(min, result.getMinOffset(), "min");
    Check.equal(max, result.getMaxOffset(), "max");
  }

  private static PullResult blocking(World w, String topic) {
    try {
      return w.target.reader.pullBlockIfNotFound(w.queue(topic, 0), "*", 0, 32);
    } catch (Exception error) {
      throw new IllegalStateException(error);
    }
  }

  private static DefaultLitePullConsumer lite(World w, String group) {
    DefaultLitePullConsumer consumer = w.placed(new DefaultLitePullConsumer(group));
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    return w.closing(consumer, consumer::shutdown);
  }

  private static List<String> polled(DefaultLitePullConsumer consumer, int count) {
    List<String> texts = new ArrayList<>();
    long end = System.nanoTime() + Check.SOON_SECONDS * 1_000_000_000L;
    while (texts.size() < count && System.nanoTime() < end) {
      for (MessageExt message : consumer.poll(500)) texts.add(World.text(message));
    }
    return texts;
  }
}
