import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.MessageSelector;
import org.apache.rocketmq.client.consumer.PullResult;
import org.apache.rocketmq.client.consumer.PullStatus;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/** SQL92 conditions on properties. Source: SelectorParser.jj, ComparisonExpression.java. */
final class Filters {
  private static final int SUBSCRIPTION_PARSE_FAILED = 23;

  /** Properties by body. */
  private static final Map<String, Map<String, String>> MESSAGES = Map.of(
      "five", Map.of("a", "5", "s", "x", "b", "true"),
      "ten", Map.of("a", "10", "s", "it's", "b", "false"),
      "half", Map.of("a", "2.5", "s", "xyz"),
      "text", Map.of("a", "word", "s", "10", "b", "TRUE"),
      "bare", Map.of("other", "1"));

  /** Which of them, in alphabetical order, match each condition. */
  private static final List<Map.Entry<String, List<String>>> CONDITIONS = List.of(
      Map.entry("a = 5", List.of("five")),
      Map.entry("a = '10'", List.of("ten")),
      Map.entry("a > 5", List.of("ten")),
      Map.entry("a >= 5 AND a <= 10", List.of("five", "ten")),
      Map.entry("a > 2.0", List.of("five", "half", "ten")),
      Map.entry("a BETWEEN 5 AND 10", List.of("five", "ten")),
      Map.entry("a NOT BETWEEN 2.0 AND 6.0", List.of("ten")),
      Map.entry("s = '10' OR a < 3.5", List.of("half", "text")),
      // What cannot be compared ends the look at the whole condition.
      Map.entry("a < 3.5 OR s = '10'", List.of("half")),
      Map.entry("a < s", List.of()),
      Map.entry("-5 < a", List.of("five", "ten")),
      Map.entry("a > -1.5", List.of("five", "half", "ten")),
      Map.entry("s = 'it''s'", List.of("ten")),
      Map.entry("s <> 'x'", List.of("half", "ten", "text")),
      Map.entry("s IN ('x', 'xyz')", List.of("five", "half")),
      Map.entry("s NOT IN ('x', 'xyz')", List.of("ten", "text")),
      Map.entry("s IS NULL", List.of("bare")),
      Map.entry("s IS NOT NULL AND a IS NOT NULL", List.of("five", "half", "ten", "text")),
      Map.entry("b = TRUE", List.of("five", "text")),
      Map.entry("b = false", List.of("ten")),
      Map.entry("b <> TRUE", List.of("ten")),
      Map.entry("TRUE = b", List.of()),
      Map.entry("b", List.of()),
      Map.entry("NOT (a = 5)", List.of("ten")),
      Map.entry("NOT (a = 5.0)", List.of("half", "ten")),
      Map.entry("a = 5 s = 'y'", List.of("five")),
      Map.entry("NOT a = 5", List.of()),
      Map.entry("s CONTAINS 'y'", List.of("half")),
      Map.entry("s STARTSWITH 'x'", List.of("five", "half")),
      Map.entry("s NOT ENDSWITH 'z'", List.of("five", "ten", "text")),
      Map.entry("TAGS = 'TagA'", List.of("five")),
      Map.entry("TAGS IS NOT NULL AND (a = 5 OR a = 10)", List.of("five", "ten")),
      Map.entry("missing = 1", List.of()),
      Map.entry("missing IS NULL AND s = 'x'", List.of("five")),
      Map.entry("a = 5 /* five */ AND TRUE", List.of("five")),
      Map.entry("TRUE", List.of("bare", "five", "half", "ten", "text")));

  /** What no broker takes. */
  private static final List<String> ILLEGAL =
      List.of("a >", "a = 5 AND", "(a = 5", "a IN (5, 6)", "a > 'x'", "a BETWEEN 9 AND 3", "5", "a ~ 5", "'x", "a > 0.0", "NULL = a");

  static final List<Behaviour> ALL =
      List.of(
          Behaviour.slow("sql92: numbers, texts, truth and what is missing", w -> {
            String topic = w.topic(1);
            sendAll(w, topic);
            List<String> wrong = new ArrayList<>();
            for (var condition : CONDITIONS) {
              String sql = condition.getKey();
              List<String> found = bodiesOf(pull(w, topic, sql));
              if (!found.equals(condition.getValue())) wrong.add(sql + " gave " + found);
            }
            Check.equal(List.of(), wrong, "conditions that matched otherwise");
          }),
          Behaviour.slow("sql92: what is no condition is refused to a group that would start with it", w -> {
            String topic = w.topic(1);
            List<String> taken = new ArrayList<>();
            for (String sql : ILLEGAL) {
              try {
                Check.refused(SUBSCRIPTION_PARSE_FAILED, () -> {
                  subscribed(w, topic, sql, new Inbox()).start();
                  return "started";
                });
              } catch (AssertionError error) {
                taken.add(sql + ": " + error.getMessage());
              }
            }
            Check.equal(List.of(), taken, "conditions that were taken");
          }),
          Behaviour.slow("sql92: a pull with what is no condition gets all", w -> {
            String topic = w.topic(1);
            sendAll(w, topic);
            Check.equal(MESSAGES.size(), bodiesOf(pull(w, topic, "a >")).size(), "messages");
          }),
          Behaviour.slow("sql92: nothing matches, and on past it", w -> {
            String topic = w.topic(1);
            sendAll(w, topic);
            PullResult result = pull(w, topic, "a = 77");
            Check.equal(PullStatus.NO_MATCHED_MSG, result.getPullStatus(), "status");
            Check.equal((long) MESSAGES.size(), result.getNextBeginOffset(), "next");
          }),
          Behaviour.of("sql92: a group reads what it asked for", w -> {
            String topic = w.topic(1);
            Inbox inbox = new Inbox();
            subscribed(w, topic, "a > 5 AND s IS NOT NULL", inbox).start();
            sendAll(w, topic);
            w.send(message(topic, "eleven", Map.of("a", "11", "s", "y")));
            Check.equal(List.of("eleven", "ten"), inbox.first(2).stream().map(Inbox.Arrival::text).sorted().toList(),
                "bodies");
          }),
          Behaviour.of("sql92: a group's offset passes what it did not ask for", w -> {
            String topic = w.topic(1);
            Inbox inbox = new Inbox();
            var consumer = subscribed(w, topic, "a = 5", inbox);
            consumer.setPersistConsumerOffsetInterval(500);
            consumer.start();
            sendAll(w, topic);
            w.send(message(topic, "five", Map.of("a", "5")));
            inbox.first(2);
            Check.soon(() -> w.committed(consumer.getConsumerGroup(), topic), offset -> offset == MESSAGES.size() + 1,
                "committed offset");
          }));

  private Filters() {}

  private static DefaultMQPushConsumer subscribed(World w, String topic, String sql, Inbox inbox) throws Exception {
    DefaultMQPushConsumer consumer = w.consumer(w.name());
    consumer.subscribe(topic, MessageSelector.bySql(sql));
    consumer.registerMessageListener(inbox.accept());
    return consumer;
  }

  private static Message message(String topic, String body, Map<String, String> properties) {
    Message message = World.message(topic, body.equals("five") ? "TagA" : "TagB", body);
    properties.forEach(message::putUserProperty);
    return message;
  }

  private static void sendAll(World w, String topic) throws Exception {
    for (var entry : MESSAGES.entrySet()) w.indexed(w.send(message(topic, entry.getKey(), entry.getValue())));
  }

  /** A client pulls by a condition once a broker has answered a heartbeat of its, which may take half a minute. */
  private static PullResult pull(World w, String topic, String sql) throws Exception {
    return Check.eventually(Check.SOON_SECONDS, () -> {
      try {
        return w.target.reader.pull(w.queue(topic, 0), MessageSelector.bySql(sql), 0, 32);
      } catch (MQClientException error) {
        if (String.valueOf(error.getMessage()).contains("not upgrade to support for filter")) return null;
        throw error;
      }
    }, result -> result != null, "a broker that takes conditions");
  }

  private static List<String> bodiesOf(PullResult result) {
    List<MessageExt> found = result.getMsgFoundList() == null ? List.of() : result.getMsgFoundList();
    return found.stream().map(World::text).sorted().toList();
  }
}
