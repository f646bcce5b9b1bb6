package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class MetricsIT {
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
              @Lazy private static final List<String> TWO = List.of("two");
              @Lazy private static final Object BAD = fail();
              @Lazy private static final String LATE = "a" + ONE.size();
              private static Object fail() { throw new IllegalStateException("no"); }
              public static void main(String[] args) throws Exception {
                System.out.println(ONE.size());
                try { System.out.println(BAD); } catch (ExceptionInInitializerError e) { }
                if (args.length > 0) switch (args[0]) {
                  case "exit" -> System.exit(3);
                  case "ready" -> { LazyLoader.markReady(); System.out.println(LATE); }
                  case "sleep" -> { Thread.sleep(1500); System.out.println(LATE); }
                  case "late" -> new Thread(() -> { try { Thread.sleep(300); } catch (InterruptedException e) { }
                      System.out.println(LATE); }).start();
                  case "snapshot" -> System.out.println(LazyLoader.snapshot().pending());
                  case "all" -> { System.out.println(LazyLoader.resolveAll("app.Main#")); System.out.println(LazyLoader.pending()); }
                }
              }
            }
            """);
  }

  @Test
  void by_default_one_block_on_the_standard_error_stream_tells_what_was_deferred() {
    Run run = program.lazy("", "app.Main");

    assertThat(run.err())
        .containsPattern(
            "loader: ready [\\d,]+ ms after process start \\(main returned\\), mode normal")
        .contains("deferred  4 fields: 1 resolved, 1 failed, 2 pending")
        .contains("pending   app.Main#TWO, app.Main#LATE")
        .containsPattern("worst [\\d.]+ [mu]s, app.Main#\\w+ \\(Main.java:\\d+\\)")
        .containsPattern("own cost  [\\d.]+ ms before main")
        .doesNotContain("memory")
        .doesNotContain("saved");
  }

  @Test
  void json_lines_carry_every_figure_with_its_unit() throws IOException {
    program.lazy("metrics=m.jsonl,format=json,sites,heap=live", "app.Main");

    List<Map<String, String>> lines = json(directory.resolve("m.jsonl"));
    Map<String, String> startup = lines.get(0);
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(line)
                    .containsEntry("schema", "lazyloader-startup")
                    .containsEntry("version", "1"));
    assertThat(startup)
        .containsEntry("type", "startup")
        .containsEntry("deferred_fields", "4")
        .containsEntry("resolved_fields", "1")
        .containsEntry("failed_fields", "1")
        .containsEntry("pending_fields", "2")
        .containsEntry("ready_by", "main returned")
        .containsKeys("live_heap_bytes", "metaspace_bytes", "loaded_classes", "own_premain_ms");
    assertThat(Long.parseLong(startup.get("allocated_bytes"))).isGreaterThan(1 << 20);
    if (Files.exists(Path.of("/proc/self/smaps_rollup"))) {
      assertThat(Long.parseLong(startup.get("pss_bytes"))).isGreaterThan(1 << 20);
    }
    Map<String, String> one = lines.get(1);
    assertThat(one)
        .containsEntry("type", "resolution")
        .containsEntry("thread", "main")
        .containsEntry("outcome", "resolved")
        .containsEntry("field", "app.Main#ONE (Main.java:6)");
    assertThat(one.get("site")).isEqualTo("app.Main.main(Main.java:12)");
    assertThat(Long.parseLong(one.get("allocated_bytes"))).isGreaterThanOrEqualTo(1 << 20);
    assertThat(lines.get(2)).containsEntry("outcome", "failed");
  }

  @Test
  void reports_are_appended_to_a_file() throws IOException {
    program.lazy("metrics=m.log", "app.Main");
    program.lazy("metrics=m.log", "app.Main");

    assertThat(Files.readString(directory.resolve("m.log")).lines())
        .filteredOn(line -> line.contains("loader: ready"))
        .hasSize(2);
  }

  @Test
  void a_file_that_can_not_be_written_is_named_and_the_report_is_not_lost() {
    Run run = program.lazy("metrics=no/such/m.log", "app.Main");

    assertThat(run.ours().get(0))
        .startsWith(
            "loader: metrics file no/such/m.log can't be written: No such file or directory. Here they");
    assertThat(run.err()).contains("4 fields: 1 resolved, 1 failed, 2 pending");
  }

  @Test
  void a_program_that_exits_is_reported_too() {
    Run run = program.lazy("", "app.Main", "exit");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("(exit)");
  }

  @Test
  void start_up_ends_with_the_program_s_call_and_later_resolutions_are_told_apart() {
    Run run = program.lazy("ready=call", "app.Main", "ready");

    assertThat(run.err())
        .contains("(LazyLoader.markReady())", "1 resolved, 1 failed, 2 pending")
        .containsPattern(
            "loader: after ready, 1 more region resolved in [\\d.]+ [mu]s; worst [\\d.]+ [mu]s, app.Main#LATE");
  }

  @Test
  void start_up_ends_when_no_class_was_loaded_for_a_while() {
    Run run = program.lazy("ready=idle:200", "app.Main", "sleep");

    assertThat(run.err()).contains("(idle for 200 ms)", "after ready, 1 more region");
  }

  @Test
  void start_up_ends_with_the_return_from_main_while_other_threads_go_on() {
    Run run = program.lazy("", "app.Main", "late");

    assertThat(run.err()).contains("(main returned)", "after ready, 1 more region");
  }

  @Test
  void looking_resolves_nothing_and_resolve_all_resolves_everything() {
    assertThat(program.lazy("quiet", "app.Main", "snapshot").out())
        .isEqualTo("1\n[app.Main#TWO, app.Main#LATE]\n");
    assertThat(program.lazy("quiet", "app.Main", "all").out()).isEqualTo("1\n[]\n[]\n");
  }

  @Test
  void the_application_s_log_gets_the_figures_as_key_value_pairs()
      throws IOException, URISyntaxException {
    program.write(
        "classes/logback.xml",
        """
        <configuration>
          <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>%logger %level %kvp %msg%n</pattern></encoder>
          </appender>
          <root level="INFO"><appender-ref ref="OUT"/></root>
        </configuration>
        """);
    program.on(
        jarOf(LoggerFactory.class),
        jarOf(LoggerContext.class),
        jarOf(ch.qos.logback.core.Appender.class));

    Run run = program.lazy("metrics=slf4j", "app.Main");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("io.lazyloader.startup INFO")
        .contains("deferred_fields=\"4\"", "pending_fields=\"2\"", "metaspace_bytes=\"")
        .contains("loader: ready");
  }

  @Test
  void without_a_logging_provider_the_report_goes_to_the_standard_error_stream()
      throws URISyntaxException {
    assertThat(program.lazy("metrics=slf4j", "app.Main").err()).contains("loader: ready");

    program.on(jarOf(LoggerFactory.class));
    assertThat(program.lazy("metrics=slf4j", "app.Main").err()).contains("loader: ready");
  }

  private static Path jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Reads JSON lines of flat objects with Jackson. */
  private static List<Map<String, String>> json(Path file) throws IOException {
    List<Map<String, String>> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Map<String, String> values = new HashMap<>();
      try (JsonParser parser = new JsonFactory().createParser(line)) {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          if (token.isScalarValue() && parser.currentName() != null) {
            values.put(parser.currentName(), parser.getText());
          }
        }
      }
      lines.add(values);
    }
    return lines;
  }
}
