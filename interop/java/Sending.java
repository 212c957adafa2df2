import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageConst;

/** Every form of sending, and what is stored of it. */
final class Sending {
  private static final int DELAYED_SPARE_MS = 8_000;

  static final List<Behaviour> ALL =
      List.of(
          Behaviour.of("send: a stored message has its queue, offset and both ids", w -> {
            String topic = w.topic(1);
            SendResult first = w.send(topic, "a");
            SendResult second = w.send(topic, "b");
            Check.equal(SendStatus.SEND_OK, first.getSendStatus(), "status");
            Check.equal(w.queue(topic, 0), first.getMessageQueue(), "queue");
            Check.equal(0L, first.getQueueOffset(), "first offset");
            Check.equal(1L, second.getQueueOffset(), "second offset");
            Check.equal(32, first.getOffsetMsgId().length(), "length of the offset id");
            var stored = w.stored(topic, 2).get(1);
            Check.equal(second.getMsgId(), stored.getMsgId(), "unique id as stored");
            Check.equal("b", World.text(stored), "body");
          }),
          Behaviour.of("send: region and trace switch come with the answer", w -> {
            SendResult result = w.send(w.topic(1), "a");
            Check.equal("DefaultRegion", result.getRegionId(), "region");
            Check.that(result.isTraceOn(), "trace is on");
          }),
          Behaviour.of("send: asynchronous sends call back, each once", w -> {
            String topic = w.topic(2);
            List<CompletableFuture<SendResult>> answers = IntStream.range(0, 20).mapToObj(n -> async(w, topic, n))
                .toList();
            for (var answer : answers) Check.equal(SendStatus.SEND_OK, answer.get(30, TimeUnit.SECONDS)
                .getSendStatus(), "status");
            w.stored(topic, 20);
          }),
          Behaviour.of("send: one-way sends are stored without an answer", w -> {
            String topic = w.topic(1);
            for (int n = 0; n < 5; n++) w.target.producer.sendOneway(World.message(topic, "T", "n" + n));
            w.stored(topic, 5);
          }),
          Behaviour.of("send: to a chosen queue", w -> {
            String topic = w.topic(4);
            SendResult result = w.target.producer.send(World.message(topic, "T", "a"), w.queue(topic, 3));
            Check.equal(3, result.getMessageQueue().getQueueId(), "queue");
            Check.equal(3, w.stored(topic, 1).get(0).getQueueId(), "stored queue");
          }),
          Behaviour.of("send: a selector keeps one order's messages on one queue, in order", w -> {
            String topic = w.topic(4);
            for (int n = 0; n < 8; n++)
              w.target.producer.send(World.message(topic, "T", "" + n),
                  (queues, message, order) -> queues.get((int) order % queues.size()), 2);
            var stored = w.stored(topic, 8);
            Check.that(stored.stream().allMatch(message -> message.getQueueId() == 2), "all on queue 2");
            Check.equal("01234567", String.join("", stored.stream().map(World::text).toList()), "order");
          }),
          Behaviour.of("send: messages without a chosen queue go round all queues", w -> {
            String topic = w.topic(4);
            for (int n = 0; n < 8; n++) w.send(topic, "" + n);
            Check.equal(4L, w.stored(topic, 8).stream().map(m -> m.getQueueId()).distinct().count(), "queues used");
          }),
          Behaviour.of("send: a batch is stored in one go, by a 5.x client under one unique key", w -> {
            String topic = w.topic(1);
            w.send(topic, "before");
            SendResult result = w.target.producer.send(batch(topic, 3));
            Check.equal(1L, result.getQueueOffset(), "offset of the first");
            Check.equal(3, result.getOffsetMsgId().split(",").length, "offset ids");
            var stored = w.stored(topic, 4).subList(1, 4);
            Check.equal(List.of("0", "1", "2"), stored.stream().map(World::text).toList(), "bodies");
            Check.equal(World.OLD_CLIENT ? 3L : 1L, stored.stream()
                .map(m -> m.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX)).distinct().count(),
                    "unique keys");
          }),
          Behaviour.of("send: each message of a batch keeps its own tags, keys and properties", w -> {
            String topic = w.topic(1);
            List<Message> batch = batch(topic, 2);
            batch.get(1).setKeys("order-1");
            batch.get(1).putUserProperty("city", "杭州");
            w.target.producer.send(batch);
            var stored = w.stored(topic, 2);
            Check.equal("tag1", stored.get(1).getTags(), "tags");
            Check.equal("order-1", stored.get(1).getKeys(), "keys");
            Check.equal("杭州", stored.get(1).getProperty("city"), "property");
            Check.equal(null, stored.get(0).getKeys(), "keys of the other");
          }),
          Behaviour.of("send: an asynchronous batch", w -> {
            String topic = w.topic(1);
            CompletableFuture<SendResult> answer = new CompletableFuture<>();
            w.target.producer.send(batch(topic, 4), callback(answer), Target.TIMEOUT_MS);
            Check.equal(SendStatus.SEND_OK, answer.get(30, TimeUnit.SECONDS).getSendStatus(), "status");
            w.stored(topic, 4);
          }),
          Behaviour.of("send: the first message makes its topic, with four queues", w -> {
            String topic = w.name();
            Check.equal(SendStatus.SEND_OK, w.send(topic, "a").getSendStatus(), "status");
            var queue = Check.soon(() -> w.admin().examineTopicRouteInfo(topic), route -> true, "route")
                .getQueueDatas().get(0);
            Check.equal(4, queue.getWriteQueueNums(), "write queues");
            Check.equal(4, queue.getReadQueueNums(), "read queues");
            Check.equal(6, queue.getPerm(), "permission");
            w.stored(topic, 1);
          }),
          Behaviour.of("send: a producer may ask for more queues, up to those of TBW102", w -> {
            var producer = w.producer();
            producer.setDefaultTopicQueueNums(16);
            w.started(producer);
            String topic = w.name();
            producer.send(World.message(topic, "T", "a"));
            var queue = Check.soon(() -> w.admin().examineTopicRouteInfo(topic), route -> true, "route")
                .getQueueDatas().get(0);
            Check.equal(8, queue.getWriteQueueNums(), "write queues");
          }),
          Behaviour.of("send: a namespace is put before topic and group, and taken off again", w -> {
            String plain = w.name();
            String topic = "ns%" + plain;
            var producer = w.producer();
            producer.setNamespace("ns");
            w.started(producer);
            producer.send(World.message(plain, "T", "a"));
            Inbox inbox = new Inbox();
            var consumer = w.consumer(w.name());
            consumer.setNamespace("ns");
            consumer.subscribe(plain, "*");
            consumer.registerMessageListener(inbox.accept());
            consumer.start();
            Check.equal(plain, inbox.first(1).get(0).message().getTopic(), "topic as handed over");
            Check.equal(topic, w.stored(topic, 1).get(0).getTopic(), "topic as stored");
          }),
          Behaviour.of("send: a producer with tracing on sends as any other", w -> {
            String topic = w.topic(1);
            var producer = w.placed(new DefaultMQProducer(w.name(), null, true, null));
            w.closing(producer, producer::shutdown);
            w.started(producer);
            Check.equal(SendStatus.SEND_OK, producer.send(World.message(topic, "T", "a")).getSendStatus(), "status");
            w.stored(topic, 1);
          }),
          Behaviour.of("send: a message for a retry topic is stored there", w -> {
            String group = w.name();
            w.reading(group, w.topic(1), new Inbox());
            String topic = "%RETRY%" + group;
            Check.soon(() -> w.send(topic, "a"), result -> result.getQueueOffset() == 0, "sent to the retry topic");
            Check.equal("a", World.text(w.stored(topic, 1).get(0)), "body");
          }),
          Behaviour.of("stored: properties of the client and of the broker", w -> {
            String topic = w.topic(1);
            Message message = World.message(topic, "TagA", "a");
            message.setKeys(List.of("k1", "k2"));
            message.setFlag(7);
            message.setBuyerId("buyer");
            message.putUserProperty("订单", "值=1 ✓");
            w.send(message);
            var stored = w.stored(topic, 1).get(0);
            Check.equal("TagA", stored.getTags(), "tags");
            Check.equal("k1 k2", stored.getKeys(), "keys");
            Check.equal(7, stored.getFlag(), "flag");
            Check.equal("buyer", stored.getBuyerId(), "buyer");
            Check.equal("值=1 ✓", stored.getUserProperty("订单"), "property");
            Check.equal("DefaultCluster", stored.getProperty(MessageConst.PROPERTY_CLUSTER), "cluster");
            Check.equal("DefaultRegion", stored.getProperty(MessageConst.PROPERTY_MSG_REGION), "region");
            Check.equal("true", stored.getProperty(MessageConst.PROPERTY_TRACE_SWITCH), "trace");
            Check.equal("true", stored.getProperty(MessageConst.PROPERTY_WAIT_STORE_MSG_OK), "wait");
          }),
          Behaviour.of("stored: times, hosts, size and checksum", w -> {
            String topic = w.topic(1);
            long before = System.currentTimeMillis();
            w.send(topic, "Hello RocketMQ");
            var stored = w.stored(topic, 1).get(0);
            Check.between(before, System.currentTimeMillis(), stored.getBornTimestamp(), "born");
            Check.between(before - 50, System.currentTimeMillis() + 50, stored.getStoreTimestamp(), "stored");
            Check.equal(w.target.broker, stored.getStoreHost().toString().replaceFirst("^.*/", ""), "store host");
            Check.contains(stored.getBornHostString(), "127.0.0.1");
            Check.equal(1774740973, stored.getBodyCRC(), "checksum");
            Check.between(100, 600, stored.getStoreSize(), "bytes");
            Check.equal(0, stored.getReconsumeTimes(), "reconsume times");
          }),
          Behaviour.of("body: unicode", w -> body(w, "Grüße, 世界, 🚀 \u0000 end".getBytes(StandardCharsets.UTF_8))),
          Behaviour.of("body: every byte there is", w -> {
            byte[] bytes = new byte[256];
            for (int n = 0; n < 256; n++) bytes[n] = (byte) n;
            body(w, bytes);
          }),
          Behaviour.of("body: 200,000 compressible bytes come back inflated",
              w -> body(w, "order ".repeat(33_334).getBytes())),
          Behaviour.of("body: 4,000,000 bytes that do not compress", w -> body(w, noise(4_000_000))),
          Behaviour.of("body: several of 1,000,000 bytes are read one after the other", w -> {
            String topic = w.topic(1);
            for (int n = 0; n < 4; n++) w.send(new Message(topic, noise(1_000_000)));
            Check.that(w.stored(topic, 4).stream().allMatch(m -> m.getBody().length == 1_000_000), "whole bodies");
          }),
          Behaviour.of("delay: level 1 arrives after a second, and still says so", w -> delayed(w, 1, 1_000)),
          Behaviour.slow("delay: level 3 arrives after ten seconds", w -> delayed(w, 3, 10_000)),
          Behaviour.turned("delay: level 4 arrives after half a minute", w -> delayed(w, 4, 30_000)),
          Behaviour.turned("delay: level 5 arrives after a minute", w -> delayed(w, 5, 60_000)),
          Behaviour.of("delay: a shorter delay overtakes a longer one", w -> {
            String topic = w.topic(1);
            Message late = World.message(topic, "T", "late");
            late.setDelayTimeLevel(2);
            Message early = World.message(topic, "T", "early");
            early.setDelayTimeLevel(1);
            w.send(late);
            w.send(early);
            w.send(topic, "now");
            Check.equal(List.of("now", "early", "late"), w.stored(topic, 3).stream().map(World::text).toList(),
                "order");
          }));

  private Sending() {}

  private static CompletableFuture<SendResult> async(World w, String topic, int n) {
    CompletableFuture<SendResult> answer = new CompletableFuture<>();
    try {
      w.target.producer.send(World.message(topic, "T", "" + n), callback(answer));
    } catch (Exception error) {
      answer.completeExceptionally(error);
    }
    return answer;
  }

  private static SendCallback callback(CompletableFuture<SendResult> answer) {
    return new SendCallback() {
      @Override
      public void onSuccess(SendResult result) {
        answer.complete(result);
      }

      @Override
      public void onException(Throwable error) {
        answer.completeExceptionally(error);
      }
    };
  }

  private static List<Message> batch(String topic, int count) {
    return IntStream.range(0, count).mapToObj(n -> World.message(topic, "tag" + n, "" + n)).toList();
  }

  private static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(1).nextBytes(noise);
    return noise;
  }

  private static void body(World w, byte[] body) throws Exception {
    String topic = w.topic(1);
    w.send(new Message(topic, body));
    Check.that(Arrays.equals(body, w.stored(topic, 1).get(0).getBody()), "the body is as it was sent");
  }

  /** Never early, and soon after; on a turned clock both are shorter. */
  private static void delayed(World w, int level, int delayMs) throws Exception {
    String topic = w.topic(1);
    Inbox inbox = new Inbox();
    w.reading(w.name(), topic, inbox);
    w.send(topic, "the consumer reads");
    inbox.first(1);
    Message message = World.message(topic, "T", "delayed");
    message.setDelayTimeLevel(level);
    long start = System.currentTimeMillis();
    SendResult result = w.send(message);
    int dueMs = delayMs / w.target.rate;
    var arrival = inbox.first(2, dueMs / 1_000 + Check.SOON_SECONDS).get(1);
    Check.between(dueMs - 5, dueMs + DELAYED_SPARE_MS, arrival.atMs() - start, "milliseconds until it came");
    Check.equal(String.valueOf(level), arrival.message().getProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL), "DELAY");
    Check.equal(result.getMsgId(), arrival.message().getMsgId(), "unique id");
    Check.equal(topic, arrival.message().getTopic(), "topic");
  }
}
