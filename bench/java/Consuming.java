import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;

/** The rate of messages that wait in the topic, from the first to the last. */
final class Consuming {
    private static final int SAMPLE_MS = 50;

    /** On an instance of its own; `onMessages` hears how many came, on the consumer's threads. */
    static DefaultMQPushConsumer consumer(
        String nameServer, String topic, String group, int batchMaxSize, IntConsumer onMessages) throws Exception {
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(group);
        consumer.setInstanceName(UUID.randomUUID().toString());
        consumer.setNamesrvAddr(nameServer);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setConsumeMessageBatchMaxSize(batchMaxSize);
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            onMessages.accept(messages.size());
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        return consumer;
    }

    static String run(String nameServer, String topic, String group, int batchMaxSize, int count) throws Exception {
        AtomicInteger received = new AtomicInteger();
        AtomicLong firstAt = new AtomicLong();
        AtomicLong lastAt = new AtomicLong();
        CountDownLatch all = new CountDownLatch(1);
        DefaultMQPushConsumer consumer = consumer(nameServer, topic, group, batchMaxSize, many -> {
            firstAt.compareAndSet(0, System.nanoTime());
            if (received.addAndGet(many) >= count) {
                lastAt.compareAndSet(0, System.nanoTime());
                all.countDown();
            }
        });
        Meter meter = new Meter();
        long startedAt = System.nanoTime();
        consumer.start();
        double heapMB = 0;
        while (all.getCount() > 0) {
            heapMB = Math.max(heapMB, heapMB());
            all.await(SAMPLE_MS, TimeUnit.MILLISECONDS);
        }
        double cpuUs = meter.cpuMicros(count);
        consumer.shutdown();
        if (received.get() != count) {
            throw new IllegalStateException(received.get() + " of " + count + " messages came");
        }
        return String.format(
            Locale.ROOT,
            "{\"perSecond\":%.1f,\"cpuUs\":%.3f,\"startToFirstMs\":%.1f,\"heapMB\":%.1f}",
            count / ((lastAt.get() - firstAt.get()) / 1e9),
            cpuUs,
            (firstAt.get() - startedAt) / 1e6,
            heapMB);
    }

    private static double heapMB() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
