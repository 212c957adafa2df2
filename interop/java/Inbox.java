import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyContext;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.common.message.MessageExt;

/** What a consumer was handed, in the order it came, with the time of each. */
final class Inbox {
  record Arrival(MessageExt message, long atMs) {
    String text() {
      return World.text(message);
    }
  }

  /** Decides about one message; may set the level of its next delivery in the context. */
  interface Judge {
    ConsumeConcurrentlyStatus judge(MessageExt message, ConsumeConcurrentlyContext context) throws Exception;
  }

  private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();

  MessageListenerConcurrently accept() {
    return judge((message, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS);
  }

  MessageListenerConcurrently judge(Judge judge) {
    return (messages, context) -> {
      ConsumeConcurrentlyStatus status = ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
      for (MessageExt message : messages) {
        arrivals.add(new Arrival(message, System.currentTimeMillis()));
        try {
          status = judge.judge(message, context);
        } catch (Exception error) {
          throw new IllegalStateException(error);
        }
      }
      return status;
    };
  }

  /** `pauses`: above 0, the message is not done and its queue waits so many milliseconds. */
  MessageListenerOrderly orderly(ToIntFunction<MessageExt> pauses) {
    return (messages, context) -> {
      for (MessageExt message : messages) {
        arrivals.add(new Arrival(message, System.currentTimeMillis()));
        int pauseMs = pauses.applyAsInt(message);
        if (pauseMs > 0) {
          context.setSuspendCurrentQueueTimeMillis(pauseMs);
          return ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT;
        }
      }
      return ConsumeOrderlyStatus.SUCCESS;
    };
  }

  List<Arrival> all() {
    return List.copyOf(arrivals);
  }

  List<String> texts() {
    return arrivals.stream().map(Arrival::text).toList();
  }

  /** The first so many arrivals, waited for. */
  List<Arrival> first(int count) throws InterruptedException {
    return first(count, Check.SOON_SECONDS);
  }

  List<Arrival> first(int count, int seconds) throws InterruptedException {
    return Check.eventually(seconds, this::all, seen -> seen.size() >= count, count + " messages").subList(0, count);
  }
}
