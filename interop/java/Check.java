import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;

/** What behaviours say must hold. Each throws AssertionError with what was seen instead. */
final class Check {
  private static final int POLL_MS = 20;
  /**
   * Above 30 s: after a rebalance a client may pull with a newer subscription than its last heartbeat told, and is
   * refused until the next one. Nothing is slow because of it, since each wait ends as soon as it can.
   */
  static final int SOON_SECONDS = 60;
  /** For what takes two such rounds: several members, or a retry topic whose route is not known yet. */
  static final int LATER_SECONDS = 120;

  private Check() {}

  static void that(boolean holds, String what) {
    if (!holds) throw new AssertionError(what);
  }

  static void equal(Object expected, Object seen, String what) {
    if (!Objects.equals(expected, seen)) throw new AssertionError(what + ": expected " + expected + ", saw " + seen);
  }

  static void between(long low, long high, long seen, String what) {
    if (seen < low || seen > high) throw new AssertionError(what + ": expected " + low + " to " + high + ", saw " + seen);
  }

  static void contains(String text, String... parts) {
    for (String part : parts) if (!text.contains(part)) throw new AssertionError("no '" + part + "' in: " + text.strip());
  }

  /** Looks until it holds. An exception or a failed check counts as not yet; the last one is told when the time is over. */
  static <T> T eventually(int seconds, Callable<T> look, Predicate<T> holds, String what) throws InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    Object last;
    do {
      try {
        T seen = look.call();
        if (holds.test(seen)) return seen;
        last = seen;
      } catch (InterruptedException interrupted) {
        throw interrupted;
      } catch (Exception | AssertionError error) {
        last = error;
      }
      Thread.sleep(POLL_MS);
    } while (System.nanoTime() < end);
    throw new AssertionError("not within " + seconds + " s: " + what + "; last seen: " + last);
  }

  static <T> T soon(Callable<T> look, Predicate<T> holds, String what) throws InterruptedException {
    return eventually(SOON_SECONDS, look, holds, what);
  }

  /** The broker's answer to what it must refuse. */
  static void refused(int code, Callable<?> call) throws Exception {
    equal(code, codeOf(call), "code of the refusal");
  }

  /** The code of the client's or the broker's exception, the innermost that has one. */
  static int codeOf(Callable<?> call) throws Exception {
    Object result;
    try {
      result = call.call();
    } catch (Exception error) {
      Integer code = null;
      for (Throwable at = error; at != null; at = at.getCause()) {
        if (at instanceof MQBrokerException broker) code = broker.getResponseCode();
        else if (at instanceof MQClientException client
            && client.getResponseCode() != -1) code = client.getResponseCode();
      }
      if (code == null) throw new AssertionError("a refusal without a code: " + error, error);
      return code;
    }
    throw new AssertionError("was accepted: " + result);
  }

  /** The same, with a text that holds `why` somewhere in the chain of causes: a retried send wraps the broker's answer. */
  static void refused(int code, String why, Callable<?> call) throws Exception {
    Object result;
    try {
      result = call.call();
    } catch (Exception error) {
      refused(code, () -> {
        throw error;
      });
      StringBuilder text = new StringBuilder();
      for (Throwable at = error; at != null; at = at.getCause()) text.append(at.getMessage()).append('\n');
      contains(text.toString(), why);
      return;
    }
    throw new AssertionError("was accepted: " + result);
  }

  /** What the client itself refuses, with a text that holds `part`. */
  static void refusedByClient(String part, Callable<?> call) throws Exception {
    Object result;
    try {
      result = call.call();
    } catch (MQClientException error) {
      contains(String.valueOf(error.getMessage()), part);
      return;
    }
    throw new AssertionError("was accepted: " + result);
  }
}
