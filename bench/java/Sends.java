import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;

/** Every kind of send; each throws unless all messages were stored. */
final class Sends {
    private static final int PACE_MS = 10;
    private static final byte[] BODY = new byte[1000];

    static {
        Arrays.fill(BODY, (byte) 'x');
    }

    static Message message(String topic) {
        return new Message(topic, BODY);
    }

    /** As many threads as are to be in flight, each sending one after the other. */
    static String sync(DefaultMQProducer producer, String topic, int inFlight, int count) throws Exception {
        AtomicInteger left = new AtomicInteger(count);
        AtomicInteger failed = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        Meter meter = new Meter();
        for (int i = 0; i < inFlight; i++) {
            Thread thread = new Thread(() -> {
                while (left.getAndDecrement() > 0) {
                    if (!stored(producer, topic)) {
                        failed.incrementAndGet();
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        refuse(failed.get(), count);
        return meter.figures(count);
    }

    private static boolean stored(DefaultMQProducer producer, String topic) {
        try {
            return producer.send(message(topic)).getSendStatus() == SendStatus.SEND_OK;
        } catch (Exception error) {
            return false;
        }
    }

    /** One thread sends, and waits while `window` messages are without an answer. */
    static String async(DefaultMQProducer producer, String topic, int window, int count) throws Exception {
        Semaphore free = new Semaphore(window);
        AtomicInteger failed = new AtomicInteger();
        SendCallback answered = new SendCallback() {
            @Override
            public void onSuccess(SendResult result) {
                if (result.getSendStatus() != SendStatus.SEND_OK) {
                    failed.incrementAndGet();
                }
                free.release();
            }

            @Override
            public void onException(Throwable error) {
                failed.incrementAndGet();
                free.release();
            }
        };
        Meter meter = new Meter();
        for (int i = 0; i < count; i++) {
            free.acquire();
            producer.send(message(topic), answered);
        }
        free.acquire(window);
        refuse(failed.get(), count);
        return meter.figures(count);
    }

    /** Batches of `size`, one at a time. */
    static String batches(DefaultMQProducer producer, String topic, int size, int count) throws Exception {
        Meter meter = new Meter();
        for (int sent = 0; sent < count; sent += size) {
            List<Message> messages = new ArrayList<>(size);
            for (int i = sent; i < Math.min(count, sent + size); i++) {
                messages.add(message(topic));
            }
            if (producer.send(messages).getSendStatus() != SendStatus.SEND_OK) {
                throw new IllegalStateException("A batch was not stored");
            }
        }
        return meter.figures(count);
    }

    /** One-way, at an even pace: as many each 10 ms as are due by then. */
    static String paced(DefaultMQProducer producer, String topic, int perSecond, int count) throws Exception {
        Meter meter = new Meter();
        long startedAt = System.nanoTime();
        int sent = 0;
        while (sent < count) {
            long due = Math.min(count, (long) Math.ceil((System.nanoTime() - startedAt) / 1e9 * perSecond));
            for (; sent < due; sent++) {
                producer.sendOneway(message(topic));
            }
            Thread.sleep(PACE_MS);
        }
        return meter.figures(count);
    }

    private static void refuse(int failed, int count) {
        if (failed > 0) {
            throw new IllegalStateException(failed + " of " + count + " were not stored");
        }
    }
}
