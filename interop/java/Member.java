import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;

/** A member of a group in a process of its own, to be killed. Prints `queue text` for each message. */
final class Member {
  private Member() {}

  public static void main(String[] args) throws Exception {
    DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(args[1]);
    consumer.setNamesrvAddr(args[0]);
    consumer.setPersistConsumerOffsetInterval(500);
    consumer.subscribe(args[2], "*");
    MessageListenerConcurrently listener = (messages, context) -> {
      messages.forEach(message -> System.out.println(message.getQueueId() + " " + World.text(message)));
      return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
    };
    consumer.registerMessageListener(listener);
    consumer.start();
    // Its end must not depend on that of its parent being clean.
    while (System.in.read() >= 0) {}
    Runtime.getRuntime().halt(0);
  }
}
