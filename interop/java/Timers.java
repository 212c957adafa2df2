import java.util.List;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageAccessor;
import org.apache.rocketmq.common.message.MessageExt;

/** Messages for a time of their own. Source: HookUtils.transformTimerMessage, TimerMessageStore.java. */
final class Timers {
  private static final int MESSAGE_ILLEGAL = 13;
  private static final String TIMER_TOPIC = "rmq_sys_wheel_timer";
  private static final String DELAY_MS = "TIMER_DELAY_MS";
  private static final String DELAY_SEC = "TIMER_DELAY_SEC";
  private static final String DELIVER_MS = "TIMER_DELIVER_MS";
  private static final long DAY_MS = 86_400_000L;
  /** A broker's wheel turns by whole seconds, and its threads look a few times in each. */
  private static final long EARLY_MS = 1_000;
  private static final long LATE_MS = 8_000;

  static final List<Behaviour> ALL =
      List.of(
          Behaviour.of("timer: a delay in milliseconds", w -> arrives(w, DELAY_MS, "3000", 3_000)),
          Behaviour.of("timer: a delay in seconds", w -> arrives(w, DELAY_SEC, "3", 3_000)),
          Behaviour.of("timer: a moment", w ->
              arrives(w, DELIVER_MS, String.valueOf(System.currentTimeMillis() + 3_000), 3_000)),
          Behaviour.of("timer: a delivered message tells when it waited", w -> {
            String topic = w.topic(2);
            w.send(timed(topic, DELAY_MS, "2000"));
            MessageExt delivered = w.stored(topic, 1).get(0);
            for (String name : List.of("TIMER_OUT_MS", "TIMER_ENQUEUE_MS", "TIMER_DEQUEUE_MS"))
              Check.that(delivered.getProperty(name) != null, name + " in " + delivered.getProperties());
            Check.equal("2000", delivered.getProperty(DELAY_MS), "what was asked");
            Check.equal(topic, delivered.getProperty("REAL_TOPIC"), "real topic");
            Check.equal("T", delivered.getTags(), "tags");
          }),
          Behaviour.of("timer: the answer to the send names the topic, and the place is the wheel's", w -> {
            String topic = w.topic(1);
            SendResult sent = w.send(timed(topic, DELAY_MS, "5000"));
            Check.equal(topic, sent.getMessageQueue().getTopic(), "topic");
            Check.equal(0L, w.target.reader.maxOffset(w.queue(topic, 0)), "stored in the topic");
            MessageExt waiting = w.admin().viewMessage(TIMER_TOPIC, sent.getOffsetMsgId());
            Check.equal(TIMER_TOPIC, waiting.getTopic(), "where it waits");
            Check.equal(topic, waiting.getProperty("REAL_TOPIC"), "real topic");
          }),
          Behaviour.of("timer: in the order of their times", w -> {
            String topic = w.topic(1);
            for (String seconds : List.of("7", "1", "4")) {
              Message message = timed(topic, DELAY_SEC, seconds);
              message.setBody(seconds.getBytes());
              w.send(message);
            }
            Check.equal(List.of("1", "4", "7"), w.stored(topic, 3).stream().map(World::text).toList(), "bodies");
          }),
          Behaviour.of("timer: a moment that is over counts as none", w -> {
            String topic = w.topic(1);
            SendResult sent = w.send(timed(topic, DELIVER_MS, String.valueOf(System.currentTimeMillis() - 60_000)));
            w.indexed(sent);
            Check.equal(null, w.stored(topic, 1).get(0).getProperty("TIMER_OUT_MS"), "time on the wheel");
          }),
          Behaviour.of("timer: a delay level counts before a timer", w -> {
            String topic = w.topic(1);
            Message message = timed(topic, DELAY_MS, "60000");
            message.setDelayTimeLevel(1);
            w.send(message);
            MessageExt delivered = w.stored(topic, 1).get(0);
            Check.equal(null, delivered.getProperty(DELAY_MS), "the timer");
            Check.equal("1", delivered.getProperty("DELAY"), "the level");
          }),
          Behaviour.of("timer: further than three days is refused", w ->
              refused(w, DELIVER_MS, String.valueOf(System.currentTimeMillis() + 4 * DAY_MS))),
          Behaviour.of("timer: what is no number is refused", w -> refused(w, DELAY_MS, "soon")));

  private Timers() {}

  /** The client keeps these names to itself. */
  private static Message timed(String topic, String name, String value) {
    Message message = World.message(topic, "T", "a");
    MessageAccessor.putProperty(message, name, value);
    return message;
  }

  private static void arrives(World w, String name, String value, long dueMs) throws Exception {
    String topic = w.topic(1);
    Inbox inbox = new Inbox();
    w.reading(w.name(), topic, inbox);
    long start = System.currentTimeMillis();
    w.send(timed(topic, name, value));
    MessageExt delivered = inbox.first(1).get(0).message();
    Check.between(dueMs - EARLY_MS, dueMs + LATE_MS, delivered.getStoreTimestamp() - start, "milliseconds");
  }

  private static void refused(World w, String name, String value) throws Exception {
    String topic = w.topic(1);
    Check.refused(MESSAGE_ILLEGAL, () -> w.send(timed(topic, name, value)));
  }
}
