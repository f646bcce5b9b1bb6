package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events in recordings that a real JVM has made. */
class JfrIT {
  @TempDir Path directory;
  private Program program;

  @BeforeEach
  void compile() throws IOException {
    program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import io.lazyloader.*;
            import java.util.*;
            public class Main {
              @Lazy private static final List<byte[]> ONE = List.of(new byte[1 << 20]);
              @Lazy private static final String NEVER = "n" + ONE;
              @Lazy private static final Object BAD = fail();
              @Lazy private static final Object SLOW = slow();
              private static Object fail() { throw new IllegalStateException("no"); }
              private static Object slow() {
                try { Thread.sleep(50); } catch (InterruptedException e) { }
                return "slow";
              }
              public static void main(String[] args) throws Exception {
                if (args.length > 0) {
                  System.out.println(ONE.size());
                  Process jcmd = new ProcessBuilder(System.getProperty("java.home") + "/bin/jcmd",
                      "" + ProcessHandle.current().pid(), "JFR.start", "filename=r.jfr").inheritIO().start();
                  if (jcmd.waitFor() != 0) System.exit(9);
                }
                System.out.println(ONE.size());
                try { System.out.println(BAD); } catch (ExceptionInInitializerError e) { }
                LazyLoader.markReady();
                Thread later = new Thread(() -> System.out.println(SLOW), "later");
                later.start();
                later.join();
              }
            }
            """);
  }

  @Test
  void a_recording_tells_what_was_deferred_resolved_and_when_start_up_was_over()
      throws IOException {
    program.jvm("-XX:StartFlightRecording=filename=r.jfr").lazy("quiet", "app.Main");

    List<RecordedEvent> events = events();
    assertThat(events)
        .extracting(event -> event.getEventType().getName())
        .containsExactly(
            "io.lazyloader.Defer",
            "io.lazyloader.Resolve",
            "io.lazyloader.Resolve",
            "io.lazyloader.Ready",
            "io.lazyloader.Resolve");

    RecordedEvent defer = events.get(0);
    assertThat(defer.getString("className")).isEqualTo("app.Main");
    assertThat(defer.getInt("deferredFields")).isEqualTo(4);

    RecordedEvent one = events.get(1);
    assertThat(one.getString("field")).isEqualTo("app.Main#ONE");
    assertThat(one.getString("declarationSite")).isEqualTo("Main.java:6");
    assertThat(one.getString("resolutionSite")).isEqualTo("app.Main.main(Main.java:22)");
    assertThat(one.getString("outcome")).isEqualTo("resolved");
    assertThat(one.getThread().getJavaName()).isEqualTo("main");
    assertThat(one.getLong("allocated")).isGreaterThanOrEqualTo(1 << 20);
    assertThat(one.getBoolean("afterReady")).isFalse();
    assertThat(one.getStackTrace().getFrames()).extracting(JfrIT::method).contains("app.Main.main");
    assertThat(events.get(2).getString("outcome")).isEqualTo("failed");

    RecordedEvent slow = events.get(4);
    assertThat(slow.getThread().getJavaName()).isEqualTo("later");
    assertThat(slow.getBoolean("afterReady")).isTrue();
    assertThat(slow.getDuration()).isGreaterThanOrEqualTo(Duration.ofMillis(40));
    assertThat(slow.getStartTime()).isAfterOrEqualTo(events.get(3).getStartTime());
  }

  @Test
  void below_our_frames_is_the_code_that_read_a_field_or_initialised_a_class() throws IOException {
    program.jvm("-XX:StartFlightRecording=filename=r.jfr").lazy("quiet", "app.Main");

    List<RecordedEvent> events = events();
    assertThat(foreign(events.get(0))).startsWith("app.Main.<clinit>");
    assertThat(foreign(events.get(1))).startsWith("app.Main.main");
    assertThat(events.subList(0, 2))
        .allMatch(event -> method(event.getStackTrace().getFrames().get(0)).contains("JfrEvents"));
  }

  /** The frames that are neither ours nor methods that we added, as documented. */
  private static List<String> foreign(RecordedEvent event) {
    return event.getStackTrace().getFrames().stream()
        .map(JfrIT::method)
        .filter(method -> !method.startsWith("io.lazyloader.") && !method.contains(".$lazy$"))
        .toList();
  }

  @Test
  void the_event_of_the_end_of_start_up_has_the_figures() throws IOException {
    program.jvm("-XX:StartFlightRecording=filename=r.jfr").lazy("quiet", "app.Main");

    RecordedEvent ready = events().get(3);
    assertThat(ready.getString("readyBy")).isEqualTo("LazyLoader.markReady()");
    assertThat(ready.getString("mode")).isEqualTo("normal");
    assertThat(ready.getDuration("startupTime")).isGreaterThan(Duration.ofMillis(10));
    assertThat(
            Stream.of("deferredFields", "resolvedFields", "failedFields", "pendingFields")
                .map(ready::getInt))
        .containsExactly(4, 1, 1, 2);
    assertThat(Stream.of("allocated", "usedHeap", "metaspace").map(ready::getLong))
        .allMatch(bytes -> bytes > 1 << 20);
    assertThat(ready.getLong("loadedClasses")).isGreaterThan(100);
  }

  @Test
  void a_recording_that_starts_later_has_what_happens_from_then_on() throws IOException {
    Run run = program.lazy("quiet", "app.Main", "record");

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(events())
        .extracting(event -> event.getEventType().getName())
        .containsExactly("io.lazyloader.Resolve", "io.lazyloader.Ready", "io.lazyloader.Resolve");
    assertThat(events().get(0).getString("field")).isEqualTo("app.Main#BAD");
  }

  @Test
  void without_a_recording_the_recorder_is_never_started() {
    Run run = program.jvm("-Xlog:class+load:stdout").lazy("", "app.Main");

    assertThat(run.out()).contains("jdk.jfr.FlightRecorder ");
    assertThat(run.out())
        .doesNotContain("jdk.jfr.internal.", "io.lazyloader.metrics.JfrEvents", "ResolveEvent");
  }

  @Test
  void a_jvm_without_the_recorder_s_module_does_without() {
    Run run = program.jvm("--limit-modules", "java.instrument").lazy("", "app.Main");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("1\nslow\n");
    assertThat(run.err())
        .contains("deferred  4 fields: 1 resolved, 1 failed, 2 pending")
        .doesNotContain("Exception in thread", "NoClassDefFoundError");
  }

  @Test
  void the_jdk_s_own_tool_shows_the_events() throws IOException, InterruptedException {
    program.jvm("-XX:StartFlightRecording=filename=r.jfr").lazy("quiet", "app.Main");

    assertThat(jfr("summary", "r.jfr"))
        .containsPattern("io\\.lazyloader\\.Resolve +3 ")
        .containsPattern("io\\.lazyloader\\.Ready +1 ");
    assertThat(jfr("print", "--events", "io.lazyloader.Resolve", "r.jfr"))
        .contains("field = \"app.Main#SLOW\"", "outcome = \"failed\"");

    assumeTrue(Runtime.version().feature() >= 21, "jfr view came with JDK 21");
    assertThat(jfr("view", "io.lazyloader.Resolve", "r.jfr"))
        .contains("Deferred Field Resolved", "app.Main#ONE", "resolved");
  }

  private List<RecordedEvent> events() throws IOException {
    return RecordingFile.readAllEvents(directory.resolve("r.jfr")).stream()
        .filter(event -> event.getEventType().getName().startsWith("io.lazyloader."))
        .sorted((one, other) -> one.getEndTime().compareTo(other.getEndTime()))
        .toList();
  }

  private static String method(RecordedFrame frame) {
    RecordedClass type = frame.getMethod().getType();
    return type.getName() + '.' + frame.getMethod().getName();
  }

  private String jfr(String... arguments) throws IOException, InterruptedException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jfr").toString();
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(tool), Stream.of(arguments)).toList())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
