package io.lazyloader.agent.profile;

import io.lazyloader.agent.profile.FlightRecording.FirstRead;
import io.lazyloader.agent.profile.FlightRecording.Ready;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Reads our events from recordings of JDK Flight Recorder, and trusts nothing in them. */
public final class FlightReader {
  private static final byte[] MAGIC = {'F', 'L', 'R', 0};
  private static final String MODULE = "jdk.jfr";

  private static final String RESOLVE = "io.lazyloader.Resolve";
  private static final String DEFER = "io.lazyloader.Defer";
  private static final String READY = "io.lazyloader.Ready";
  private static final String JVM = "jdk.JVMInformation";
  private static final String SETTING = "jdk.ActiveSetting";

  private final List<RecordedEvent> resolved = new ArrayList<>();
  private final List<RecordedEvent> settings = new ArrayList<>();
  private @Nullable RecordedEvent ready;
  private @Nullable Instant first;
  private @Nullable Instant jvmStart;
  private long resolveType = -1;
  private long classes;
  private long fields;

  private FlightReader() {}

  /**
   * Tells recordings from profiles.
   *
   * @param file of unknown content; need not exist
   * @return whether it begins as a recording, or is called one
   */
  public static boolean isRecording(Path file) {
    if (file.toString().endsWith(".jfr")) {
      return true;
    }
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream content = Files.newInputStream(file)) {
      return Arrays.equals(content.readNBytes(MAGIC.length), MAGIC);
    } catch (IOException e) {
      return false; // Whoever reads it as a profile tells why that can't be.
    }
  }

  /**
   * Reads a recording.
   *
   * @param file that JDK Flight Recorder wrote
   * @return what it holds of our events
   * @throws ProfileException if it can't be read, or holds none of them
   */
  public static FlightRecording read(Path file) throws ProfileException {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      throw new ProfileException(
          "recording "
              + file
              + " can't be read: this JVM has no module "
              + MODULE
              + ". Take a JDK, or an image that was linked with it.");
    }
    try {
      // The recorder's own messages about a missing file say less.
      Files.newInputStream(file).close();
      return new FlightReader().readAll(file);
    } catch (ProfileException e) {
      throw e;
    } catch (IOException e) {
      throw new ProfileException(
          "recording " + file + " can't be read: " + ProfileException.reason(e));
    } catch (RuntimeException e) {
      // What the recorder's parser throws for a damaged file is not documented.
      throw new ProfileException(
          "recording " + file + " is damaged (" + e + "). Dump it once more: jcmd PID JFR.dump");
    }
  }

  private FlightRecording readAll(Path file) throws IOException {
    try (RecordingFile events = new RecordingFile(file)) {
      events.readEventTypes().stream()
          .filter(type -> type.getName().equals(RESOLVE))
          .forEach(type -> resolveType = type.getId());
      while (events.hasMoreEvents()) {
        add(events.readEvent());
      }
    }
    if (resolved.isEmpty() && classes == 0 && ready == null) {
      throw new ProfileException(
          "recording "
              + file
              + " holds no event of Lazyloader: no class with deferred fields was initialised, and"
              + " no such field read, while it was recorded. Record a program that runs with the"
              + " agent, or was woven.");
    }
    Ready start = ready == null ? null : ready(ready);
    if (jvmStart == null && ready != null && start != null && start.nanos() != null) {
      jvmStart = ready.getEndTime().minusNanos(start.nanos());
    }
    Instant origin = jvmStart != null ? jvmStart : first;
    return new FlightRecording(
        firstReads(origin == null ? Instant.EPOCH : origin),
        start,
        classes,
        fields,
        jvmStart != null ? "the start of the JVM" : "the first event",
        threshold());
  }

  private void add(RecordedEvent event) {
    Instant begin = event.getStartTime();
    first = first == null || begin.isBefore(first) ? begin : first;
    switch (event.getEventType().getName()) {
      case RESOLVE -> resolved.add(event);
      case READY -> ready = event;
      case SETTING -> settings.add(event);
      case JVM -> jvmStart = event.getInstant("jvmStartTime");
      case DEFER -> {
        classes++;
        fields += event.getInt("deferredFields");
      }
      default -> {
        // Not ours.
      }
    }
  }

  private static Ready ready(RecordedEvent event) {
    return new Ready(
        known(event.getLong("startupTime")),
        text(event, "readyBy"),
        text(event, "mode"),
        event.getInt("deferredFields"),
        event.getInt("resolvedFields"),
        event.getInt("failedFields"),
        event.getInt("pendingFields"));
  }

  private List<FirstRead> firstReads(Instant origin) {
    // Who reads within another's initialiser begins later and ends earlier.
    resolved.sort(
        Comparator.comparing(RecordedEvent::getStartTime)
            .thenComparing(RecordedEvent::getEndTime, Comparator.reverseOrder()));
    Map<RecordedEvent, RecordedEvent> outer = new HashMap<>();
    Map<RecordedEvent, Long> inner = new HashMap<>();
    Map<Long, Deque<RecordedEvent>> running = new HashMap<>();
    for (RecordedEvent event : resolved) {
      RecordedThread thread = event.getThread();
      Deque<RecordedEvent> stack =
          running.computeIfAbsent(thread == null ? -1 : thread.getId(), id -> new ArrayDeque<>());
      while (!stack.isEmpty() && stack.getLast().getEndTime().isBefore(event.getEndTime())) {
        stack.removeLast();
      }
      if (!stack.isEmpty()) {
        outer.put(event, stack.getLast());
        inner.merge(stack.getLast(), event.getDuration().toNanos(), Long::sum);
      }
      stack.addLast(event);
    }
    return resolved.stream()
        .map(event -> firstRead(event, outer.get(event), inner.getOrDefault(event, 0L), origin))
        .toList();
  }

  private static FirstRead firstRead(
      RecordedEvent event, @Nullable RecordedEvent within, long innerNanos, Instant origin) {
    RecordedThread thread = event.getThread();
    long nanos = event.getDuration().toNanos();
    return new FirstRead(
        text(event, "field"),
        text(event, "declarationSite"),
        text(event, "resolutionSite"),
        thread == null || thread.getJavaName() == null ? "" : thread.getJavaName(),
        within == null ? "" : text(within, "field"),
        Duration.between(origin, event.getStartTime()).toNanos(),
        nanos,
        Math.max(0, nanos - innerNanos),
        known(event.getLong("allocated")),
        text(event, "outcome").equals("failed"),
        event.getBoolean("afterReady"));
  }

  /**
   * What a first read had to take; the recorder tells it in words, as in {@code 10 ms}. Null if it
   * did not record its settings.
   */
  private @Nullable Duration threshold() {
    for (RecordedEvent setting : settings) {
      if (setting.getLong("id") == resolveType && text(setting, "name").equals("threshold")) {
        return duration(text(setting, "value"));
      }
    }
    return settings.isEmpty() ? null : Duration.ZERO;
  }

  private static Duration duration(String value) {
    String[] parts = value.split(" ", 2);
    if (parts.length < 2 || !parts[0].matches("\\d{1,9}")) {
      return Duration.ZERO;
    }
    long amount = Long.parseLong(parts[0]);
    return switch (parts[1]) {
      case "ns" -> Duration.ofNanos(amount);
      case "us" -> Duration.ofNanos(amount * 1_000);
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      default -> Duration.ZERO;
    };
  }

  private static String text(RecordedEvent event, String field) {
    String text = event.getString(field);
    return text == null ? "" : text;
  }

  /** What is not known is the least number there is, as the recorder's tools have it. */
  private static @Nullable Long known(long value) {
    return value == Long.MIN_VALUE ? null : value;
  }
}
