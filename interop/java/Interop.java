import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Runs the behaviours whose names hold a line of standard input, or all for `all`. Prints how many those are, as
 * `behaviours`, tab, number, then one line each as it ends:
 * `ok`, tab, milliseconds, tab, name; or `FAIL` with a tab and the reason behind it. Arguments: the name server, the
 * name server of the broker whose clock is turned, how fast that one runs, and the name server of the broker that wants
 * the keys of Keys.java.
 */
final class Interop {
  /** Most of a behaviour is waiting. */
  private static final int AT_ONCE = 12;
  private static final int LIMIT_SECONDS = 400;
  private static final PrintStream OUT = System.out;

  private static final List<Behaviour> ALL =
      Stream.of(
              Sending.ALL,
              BadInput.ALL,
              Consuming.ALL,
              Later.ALL,
              Timers.ALL,
              Transactions.ALL,
              Requests.ALL,
              Filters.ALL,
              Orderly.ALL,
              Sharing.ALL,
              Pulling.ALL,
              Queries.ALL,
              Administration.ALL,
              GroupAdministration.ALL,
              Commands.ALL,
              Access.ALL)
          .flatMap(List::stream)
          .toList();

  private Interop() {}

  public static void main(String[] args) throws Exception {
    Map<Behaviour.Where, Target> targets =
        Map.of(
            Behaviour.Where.PLAIN, new Target(args[0], 1, null),
            Behaviour.Where.TURNED, new Target(args[1], Integer.parseInt(args[2]), null),
            Behaviour.Where.GUARDED, new Target(args[3], 1, Keys.ADMINISTRATOR));
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    ExecutorService bodies = Executors.newCachedThreadPool();
    List<Future<?>> running = new ArrayList<>();
    List<Behaviour> wanted = wanted();
    OUT.println("behaviours\t" + wanted.size());
    for (Behaviour behaviour : wanted) {
      Target target = targets.get(behaviour.where());
      running.add(workers.submit(() -> say(behaviour, target, bodies)));
    }
    for (Future<?> one : running) one.get();
    OUT.flush();
    // Clients of failed behaviours may keep threads.
    System.exit(0);
  }

  /** What waits long comes first, so that the rest fits beside it. */
  private static List<Behaviour> wanted() throws Exception {
    List<String> names = new ArrayList<>();
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) names.add(line.strip());
    List<Behaviour> found = new ArrayList<>(ALL);
    if (!names.contains("all")) found.removeIf(behaviour -> names.stream().noneMatch(behaviour.name()::contains));
    found.sort((a, b) -> Boolean.compare(b.slow(), a.slow()));
    return found;
  }

  private static void say(Behaviour behaviour, Target target, ExecutorService bodies) {
    long start = System.nanoTime();
    String reason = reasonOfFailure(behaviour, target, bodies);
    long ms = (System.nanoTime() - start) / 1_000_000;
    String line = (reason == null ? "ok" : "FAIL") + "\t" + ms + "\t" + behaviour.name();
    synchronized (OUT) {
      OUT.println(reason == null ? line : line + "\t" + reason.replaceAll("\\s+", " "));
      OUT.flush();
    }
  }

  private static String reasonOfFailure(Behaviour behaviour, Target target, ExecutorService bodies) {
    try (World world = new World(target)) {
      Future<?> body = bodies.submit(() -> {
        behaviour.body().run(world);
        return null;
      });
      try {
        body.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return null;
      } catch (TimeoutException late) {
        body.cancel(true);
        return "took longer than " + LIMIT_SECONDS + " s";
      }
    } catch (Exception error) {
      Throwable cause = error.getCause() == null ? error : error.getCause();
      StackTraceElement at = Stream.of(cause.getStackTrace()).filter(Interop::isOurs).findFirst().orElse(null);
      return cause + " at " + at;
    }
  }

  private static boolean isOurs(StackTraceElement element) {
    return element.getFileName() != null
        && !element.getClassName().contains(".")
        && !element.getClassName().startsWith("Check");
  }
}
