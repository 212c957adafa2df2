import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import org.apache.rocketmq.client.producer.DefaultMQProducer;

/**
 * The official client's side of the benchmark: stays for all of it, so that its JVM is warm. One run a line on standard
 * input (name, topic, group, count, option), one line of JSON as the answer to each.
 */
public final class Peer {
    public static void main(String[] args) throws Exception {
        String nameServer = args[0];
        PrintStream answers = System.out;
        // The client's own words must not get between the answers.
        System.setOut(System.err);
        DefaultMQProducer producer = new DefaultMQProducer("gantry-bench-java");
        producer.setNamesrvAddr(nameServer);
        producer.start();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.println(answer(nameServer, producer, line.split(" ")));
            answers.flush();
        }
        producer.shutdown();
        System.exit(0);
    }

    private static String answer(String nameServer, DefaultMQProducer producer, String[] words) {
        String topic = words[1];
        String group = words[2];
        int count = Integer.parseInt(words[3]);
        int option = Integer.parseInt(words[4]);
        try {
            switch (words[0]) {
                case "sync":
                    return Sends.sync(producer, topic, option, count);
                case "async":
                    return Sends.async(producer, topic, option, count);
                case "batch":
                    return Sends.batches(producer, topic, option, count);
                case "oneway":
                    return Sends.paced(producer, topic, option, count);
                case "consume":
                    return Consuming.run(nameServer, topic, group, option, count);
                case "end-to-end":
                    return EndToEnd.run(nameServer, producer, topic, group, count);
                default:
                    throw new IllegalArgumentException(words[0] + " is no run");
            }
        } catch (Exception error) {
            return "{\"error\":\"" + error.toString().replaceAll("[\"\\\\\\p{Cntrl}]", " ") + "\"}";
        }
    }
}
