import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.producer.DefaultMQProducer;

/** From before the send until the listener has the message, one at a time, on a topic that nothing else is sent to. */
final class EndToEnd {
    /** The first ones find queues that nobody has begun to read. */
    private static final int UNCOUNTED = 100;
    private static final int LIMIT_S = 60;

    static String run(String nameServer, DefaultMQProducer producer, String topic, String group, int count)
        throws Exception {
        LinkedBlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
        DefaultMQPushConsumer consumer =
            Consuming.consumer(nameServer, topic, group, 1, many -> arrivals.add(System.nanoTime()));
        consumer.start();
        double[] tookMs = new double[count];
        for (int sent = 0; sent < UNCOUNTED + count; sent++) {
            long sentAt = System.nanoTime();
            producer.send(Sends.message(topic));
            Long arrivedAt = arrivals.poll(LIMIT_S, TimeUnit.SECONDS);
            if (arrivedAt == null) {
                throw new IllegalStateException("A message did not arrive");
            }
            if (sent >= UNCOUNTED) {
                tookMs[sent - UNCOUNTED] = (arrivedAt - sentAt) / 1e6;
            }
        }
        consumer.shutdown();
        Arrays.sort(tookMs);
        return String.format(
            Locale.ROOT, "{\"p50Ms\":%.4f,\"p99Ms\":%.4f}", quantile(tookMs, 0.5), quantile(tookMs, 0.99));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }
}
