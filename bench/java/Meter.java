import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Time and processor time of the whole process from here on. */
final class Meter {
    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long startedAt = System.nanoTime();
    private final long cpuBefore = SYSTEM.getProcessCpuTime();

    double cpuMicros(int count) {
        return (SYSTEM.getProcessCpuTime() - cpuBefore) / 1e3 / count;
    }

    String figures(int count) {
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        return String.format(Locale.ROOT, "{\"perSecond\":%.1f,\"cpuUs\":%.3f}", count / seconds, cpuMicros(count));
    }
}
