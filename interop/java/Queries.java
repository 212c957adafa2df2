import java.util.List;
import org.apache.rocketmq.client.QueryResult;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/** Stored messages looked up by key, unique id and offset id. */
final class Queries {
  private static final int NO_MESSAGE = 208;
  private static final long FOR_EVER = Long.MAX_VALUE;

  static final List<Behaviour> ALL =
      List.of(
          Behaviour.of("query: by offset id", w -> {
            String topic = w.topic(2);
            w.send(topic, "a");
            var sent = w.send(topic, "b");
            MessageExt found = w.target.producer.viewMessage(topic, sent.getOffsetMsgId());
            Check.equal("b", World.text(found), "body");
            Check.equal(sent.getQueueOffset(), found.getQueueOffset(), "offset");
          }),
          Behaviour.of("query: by an offset id where no message is", w -> {
            String topic = w.topic(1);
            String id = w.send(topic, "a").getOffsetMsgId();
            String wrong = id.substring(0, 16) + "00FFFFFFFFFFFF00";
            // The client then tries it as a unique id.
            Check.refused(NO_MESSAGE, () -> w.target.producer.viewMessage(topic, wrong));
          }),
          Behaviour.of("query: by unique id", w -> {
            String topic = w.topic(1);
            var sent = w.send(topic, "a");
            MessageExt found = Check.soon(() -> w.target.producer.viewMessage(topic, sent.getMsgId()), message -> true,
                "found");
            Check.equal("a", World.text(found), "body");
            Check.equal(sent.getMsgId(), found.getMsgId(), "unique id");
          }),
          Behaviour.of("query: by key, all that carry it", w -> {
            String topic = w.topic(2);
            for (int n = 0; n < 3; n++) w.send(new Message(topic, "T", "order-7", ("" + n).getBytes()));
            w.send(new Message(topic, "T", "order-8", "other".getBytes()));
            var found = Check.soon(() -> keyed(w, topic, "order-7", 32), list -> list.size() == 3, "three messages");
            Check.equal(List.of("0", "1", "2"), found.stream().map(World::text).sorted().toList(), "bodies");
          }),
          Behaviour.of("query: by either of two keys of one message", w -> {
            String topic = w.topic(1);
            w.send(new Message(topic, "T", "left right", "a".getBytes()));
            Check.soon(() -> keyed(w, topic, "left", 32), list -> list.size() == 1, "by the first");
            Check.soon(() -> keyed(w, topic, "right", 32), list -> list.size() == 1, "by the second");
          }),
          Behaviour.of("query: by a unicode key", w -> {
            String topic = w.topic(1);
            w.send(new Message(topic, "T", "订单7", "a".getBytes()));
            Check.soon(() -> keyed(w, topic, "订单7", 32), list -> list.size() == 1, "one message");
          }),
          Behaviour.of("query: at most as many as were asked for", w -> {
            String topic = w.topic(1);
            for (int n = 0; n < 6; n++) w.send(new Message(topic, "T", "k", ("" + n).getBytes()));
            Check.soon(() -> keyed(w, topic, "k", 32), list -> list.size() == 6, "all six");
            Check.equal(2, keyed(w, topic, "k", 2).size(), "messages");
          }),
          Behaviour.of("query: an unknown key", w -> {
            String topic = w.topic(1);
            w.send(topic, "a");
            Check.refused(NO_MESSAGE, () -> keyed(w, topic, "none", 32));
          }),
          Behaviour.of("query: outside of the asked time", w -> {
            String topic = w.topic(1);
            w.send(new Message(topic, "T", "k", "a".getBytes()));
            Check.soon(() -> keyed(w, topic, "k", 32), list -> list.size() == 1, "in all time");
            long hourAgo = System.currentTimeMillis() - 3_600_000;
            Check.refused(NO_MESSAGE, () -> w.target.producer.queryMessage(topic, "k", 32, hourAgo - 1_000, hourAgo));
          }),
          Behaviour.of("query: a key is looked up in its topic alone", w -> {
            String topic = w.topic(1);
            String other = w.topic(1);
            w.send(new Message(topic, "T", "k", "a".getBytes()));
            Check.soon(() -> keyed(w, topic, "k", 32), list -> list.size() == 1, "in its own");
            Check.refused(NO_MESSAGE, () -> keyed(w, other, "k", 32));
          }),
          Behaviour.of("query: a batch is found by its stored id, which a 5.x client does not list", w -> {
            String topic = w.topic(1);
            var sent = w.target.producer.send(List.of(World.message(topic, "T", "0"), World.message(topic, "T", "1")));
            String storedId = w.stored(topic, 2).get(0).getMsgId();
            Check.soon(() -> w.target.producer.viewMessage(topic, storedId), message -> true, "by the stored id");
            String listed = sent.getMsgId().split(",")[0];
            if (World.OLD_CLIENT) Check.equal(storedId, listed, "listed id");
            else Check.refused(NO_MESSAGE, () -> w.target.producer.viewMessage(topic, listed));
          }));

  private Queries() {}

  private static List<MessageExt> keyed(World w, String topic, String key, int max) throws Exception {
    QueryResult result = w.target.producer.queryMessage(topic, key, max, 0, FOR_EVER);
    Check.that(result.getIndexLastUpdateTimestamp() > 0, "the index has a time");
    return result.getMessageList();
  }
}
