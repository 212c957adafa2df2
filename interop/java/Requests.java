import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.exception.RequestTimeoutException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.RequestCallback;
import org.apache.rocketmq.client.utils.MessageUtil;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageAccessor;
import org.apache.rocketmq.common.message.MessageExt;

/** A request and the reply that finds its way back to who asked. Source: ReplyMessageProcessor.java. */
final class Requests {
  private static final String REPLY_TOPIC = "DefaultCluster_REPLY_TOPIC";
  private static final int WITHIN_MS = 60_000;
  private static final int SYSTEM_ERROR = 1;

  static final List<Behaviour> ALL =
      List.of(
          Behaviour.of("request: the reply comes to who asked", w -> {
            String topic = w.topic(1);
            answering(w, topic, "reply to ");
            Message reply = asked(known(w), World.message(topic, "T", "question"));
            Check.equal("reply to question", textOf(reply), "body");
            Check.equal("reply", reply.getProperty("MSG_TYPE"), "kind");
            Check.equal(REPLY_TOPIC, reply.getTopic(), "topic");
          }),
          Behaviour.of("request: each of many gets its own reply", w -> {
            String topic = w.topic(2);
            answering(w, topic, "reply to ");
            DefaultMQProducer asking = known(w);
            List<CompletableFuture<Message>> replies = new ArrayList<>();
            for (int n = 0; n < 20; n++) replies.add(ask(asking, World.message(topic, "T", "" + n), WITHIN_MS));
            for (int n = 0; n < 20; n++) Check.equal("reply to " + n, textOf(replies.get(n).get()), "body");
          }),
          Behaviour.of("request: a large reply arrives whole", w -> {
            String topic = w.topic(1);
            answering(w, topic, "x".repeat(200_000));
            Check.equal("x".repeat(200_000) + "!", textOf(asked(known(w), World.message(topic, "T", "!"))), "body");
          }),
          Behaviour.of("request: without a reply it ends after its time", w -> {
            String topic = w.topic(1);
            long start = System.currentTimeMillis();
            try {
              Message reply = ask(known(w), World.message(topic, "T", "question"), 2_000).get();
              throw new AssertionError("was answered: " + reply);
            } catch (ExecutionException late) {
              Check.that(late.getCause() instanceof RequestTimeoutException, "no reply: " + late.getCause());
              Check.between(1_900, 20_000, System.currentTimeMillis() - start, "milliseconds");
            }
            MessageExt question = w.stored(topic, 1).get(0);
            for (String name : List.of("CORRELATION_ID", "REPLY_TO_CLIENT", "TTL"))
              Check.that(question.getProperty(name) != null, name + " in " + question.getProperties());
          }),
          Behaviour.of("request: a reply is stored as well", w -> {
            String topic = w.topic(1);
            answering(w, topic, "kept ");
            String body = w.name();
            asked(known(w), World.message(topic, "T", body));
            Check.soon(() -> w.stored(REPLY_TOPIC), all -> all.stream().anyMatch(one -> World.text(one)
                .equals("kept " + body)), "the reply in " + REPLY_TOPIC);
          }),
          Behaviour.of("request: a reply to who is gone is refused", w -> {
            String topic = w.topic(1);
            Message question = World.message(topic, "T", "question");
            w.send(question);
            MessageExt stored = w.stored(topic, 1).get(0);
            MessageAccessor.putProperty(stored, "CORRELATION_ID", "1");
            MessageAccessor.putProperty(stored, "REPLY_TO_CLIENT", "nobody@here");
            MessageAccessor.putProperty(stored, "TTL", "1000");
            Message reply = MessageUtil.createReplyMessage(stored, "late".getBytes());
            DefaultMQProducer replying = w.started(w.producer());
            Check.refused(SYSTEM_ERROR, "channel of <nobody@here> not found", () -> replying.send(reply));
          }));

  private Requests() {}

  /** A broker finds who asked by the heartbeat of its producer. */
  private static DefaultMQProducer known(World w) throws Exception {
    DefaultMQProducer producer = w.started(w.producer());
    w.heard(producer);
    return producer;
  }

  private static void answering(World w, String topic, String before) throws Exception {
    DefaultMQProducer replying = w.started(w.producer());
    Inbox inbox = new Inbox();
    var consumer = w.consumer(w.name());
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(inbox.judge((message, context) -> {
      replying.send(MessageUtil.createReplyMessage(message, (before + World.text(message)).getBytes()));
      return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
    }));
    consumer.start();
  }

  private static Message asked(DefaultMQProducer producer, Message question) throws Exception {
    return ask(producer, question, WITHIN_MS).get();
  }

  /** By callback: the waiting form of 5.3.3 ends when the question is stored. This one is called then too, with null. */
  private static CompletableFuture<Message> ask(DefaultMQProducer producer, Message question, long withinMs)
      throws Exception {
    CompletableFuture<Message> reply = new CompletableFuture<>();
    producer.request(question, new RequestCallback() {
      @Override
      public void onSuccess(Message answer) {
        if (answer != null) reply.complete(answer);
      }

      @Override
      public void onException(Throwable error) {
        reply.completeExceptionally(error);
      }
    }, withinMs);
    return reply;
  }

  private static String textOf(Message message) {
    return new String(message.getBody(), StandardCharsets.UTF_8);
  }
}
