import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragelyByCircle;
import org.apache.rocketmq.common.message.MessageQueue;

/** Several members of one group: who reads what, and who takes over. All with the default heartbeat. */
final class Sharing {
  private static final int QUEUES = 4;

  static final List<Behaviour> ALL =
      List.of(
          Behaviour.slow("share: two members read half of the queues each", w -> {
            String topic = w.topic(QUEUES);
            String group = w.name();
            Inbox one = new Inbox();
            Inbox other = new Inbox();
            var first = w.reading(group, topic, one);
            var second = w.reading(group, topic, other);
            settled(w, group, topic, 2);
            Check.equal(2L, ownedBy(w, group, topic, first.buildMQClientId()), "queues of the first");
            Check.equal(2L, ownedBy(w, group, topic, second.buildMQClientId()), "queues of the second");
            w.sendNumbered(topic, QUEUES, 16);
            Check.eventually(Check.LATER_SECONDS, () -> one.all().size() + other.all().size(), count -> count >= 16,
                "all came");
            Check.equal(16, Set.copyOf(Stream.concat(one.texts().stream(), other.texts().stream()).toList()).size(),
                "different messages");
          }),
          Behaviour.slow("share: of three members on two queues one rests", w -> {
            String topic = w.topic(2);
            String group = w.name();
            Inbox[] inboxes = {new Inbox(), new Inbox(), new Inbox()};
            for (Inbox inbox : inboxes) w.reading(group, topic, inbox);
            settled(w, group, topic, 2);
            int before = total(inboxes);
            w.sendNumbered(topic, 2, 8);
            Check.eventually(Check.LATER_SECONDS, () -> total(inboxes), count -> count >= before + 8, "all came");
            Check.equal(2L, Stream.of(inboxes).filter(inbox -> !inbox.all().isEmpty()).count(), "members that read");
          }),
          Behaviour.slow("share: a member that leaves is taken over at once", w -> {
            String topic = w.topic(QUEUES);
            String group = w.name();
            Inbox one = new Inbox();
            Inbox other = new Inbox();
            w.reading(group, topic, one);
            var leaving = w.reading(group, topic, other);
            settled(w, group, topic, 2);
            leaving.shutdown();
            long start = System.currentTimeMillis();
            settled(w, group, topic, 1);
            // Without the broker's notice it would be the client's own round of 20 s.
            Check.between(0, 15_000, System.currentTimeMillis() - start, "milliseconds until taken over");
            int before = one.all().size();
            w.sendNumbered(topic, QUEUES, 8);
            one.first(before + 8, Check.LATER_SECONDS);
          }),
          Behaviour.slow("share: a member whose process is killed is taken over, from its last commit", w -> {
            String topic = w.topic(QUEUES);
            String group = w.name();
            Inbox one = new Inbox();
            w.reading(group, topic, one);
            List<String> lines = new CopyOnWriteArrayList<>();
            Process dying = process(w, group, topic, lines);
            settled(w, group, topic, 2);
            w.sendNumbered(topic, QUEUES, 16);
            Check.eventually(Check.LATER_SECONDS, () -> one.all().size() + lines.size(), count -> count >= 16,
                "all came");
            Check.that(!lines.isEmpty(), "the other process read too");
            Check.eventually(Check.LATER_SECONDS, () -> w.committed(group, topic), offset -> offset == 16,
                "all committed");
            dying.destroyForcibly().waitFor();
            settled(w, group, topic, 1);
            int before = one.all().size();
            w.sendNumbered(topic, QUEUES, 8);
            one.first(before + 8, Check.LATER_SECONDS);
            Check.equal(before + 8, one.all().size(), "nothing read twice");
          }),
          Behaviour.slow("share: a strategy of the client's own is followed", w -> {
            String topic = w.topic(QUEUES);
            String group = w.name();
            var clients = new ArrayList<DefaultMQPushConsumer>();
            for (int n = 0; n < 2; n++) {
              var consumer = w.consumer(group);
              consumer.setAllocateMessageQueueStrategy(new AllocateMessageQueueAveragelyByCircle());
              consumer.subscribe(topic, "*");
              consumer.registerMessageListener(new Inbox().accept());
              consumer.start();
              clients.add(consumer);
            }
            settled(w, group, topic, 2);
            var ids = clients.stream().map(consumer -> consumer.buildMQClientId()).sorted().toList();
            Check.equal(List.of(0, 2), queuesOf(w, group, topic, ids.get(0)), "queues of the first");
            Check.equal(List.of(1, 3), queuesOf(w, group, topic, ids.get(1)), "queues of the second");
          }));

  private Sharing() {}

  private static int total(Inbox[] inboxes) {
    return Stream.of(inboxes).mapToInt(inbox -> inbox.all().size()).sum();
  }

  /** Until so many members own queues, and all queues are owned once. */
  private static void settled(World w, String group, String topic, int members) throws Exception {
    Check.eventually(Check.LATER_SECONDS, () -> {
      List<String> ids = memberIds(w, group);
      List<Integer> owned = new ArrayList<>();
      long owners = 0;
      for (String id : ids) {
        List<Integer> queues = queuesOf(w, group, topic, id);
        owned.addAll(queues);
        owners += queues.isEmpty() ? 0 : 1;
      }
      int queues = w.target.reader.fetchSubscribeMessageQueues(topic).size();
      return owners + " members own queues " + owned.stream().sorted().toList() + " of " + queues;
    }, seen -> seen.equals(members + " members own queues " + numbers(w, topic) + " of " + numbers(w, topic).size()),
        members + " members sharing");
  }

  private static List<Integer> numbers(World w, String topic) {
    try {
      return w.target.reader.fetchSubscribeMessageQueues(topic).stream().map(MessageQueue::getQueueId).sorted()
          .toList();
    } catch (Exception error) {
      return List.of();
    }
  }

  private static List<String> memberIds(World w, String group) throws Exception {
    return w.admin().examineConsumerConnectionInfo(group).getConnectionSet().stream().map(one -> one.getClientId())
        .toList();
  }

  /** As the member itself tells. */
  private static List<Integer> queuesOf(World w, String group, String topic, String clientId) throws Exception {
    return w.admin().getConsumerRunningInfo(group, clientId, false).getMqTable().keySet().stream()
        .filter(queue -> queue.getTopic().equals(topic))
        .map(MessageQueue::getQueueId)
        .sorted()
        .toList();
  }

  private static long ownedBy(World w, String group, String topic, String clientId) throws Exception {
    return queuesOf(w, group, topic, clientId).size();
  }

  /** A member in a process of its own, with this one's class path and settings. */
  private static Process process(World w, String group, String topic, List<String> lines) throws Exception {
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-Xmx96m", "-cp", System.getProperty("java.class.path"), "Member", w.target.nameServer,
        group, topic));
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    w.closing(process, process::destroyForcibly);
    Thread reader = new Thread(() -> new BufferedReader(new InputStreamReader(process.getInputStream())).lines()
        .forEach(lines::add));
    reader.setDaemon(true);
    reader.start();
    return process;
  }
}
