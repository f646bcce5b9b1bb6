package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code report} of recordings that a real JVM has made. */
class JfrReportIT {
  private static final String RECORD = "-XX:StartFlightRecording=filename=r.jfr";

  @TempDir Path directory;
  private Program program;
  private Program tool;

  @BeforeEach
  void compile() throws IOException {
    program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import io.lazyloader.*;
            public class Main {
              @Lazy private static final String INNER = sleep(30, "<b>");
              @Lazy private static final String OUTER = sleep(20, "o" + INNER);
              @Lazy private static final String NEVER = sleep(1, "n");
              @Lazy private static final Object BAD = fail();
              @Lazy private static final String LATER = sleep(400, "later");
              private static Object fail() { throw new IllegalStateException("no"); }
              private static String sleep(int millis, String value) {
                try { Thread.sleep(millis); } catch (InterruptedException e) { }
                return value;
              }
              public static void main(String[] args) throws Exception {
                System.out.println(OUTER);
                try { System.out.println(BAD); } catch (ExceptionInInitializerError e) { }
                LazyLoader.markReady();
                Thread later = new Thread(() -> System.out.println(LATER), "<i>later");
                later.start();
                later.join();
              }
            }
            """);
    tool = Program.of(directory).onlyOn();
  }

  @Test
  void what_was_read_first_is_told_with_reader_thread_and_time() {
    program.jvm(RECORD).lazy("quiet", "app.Main");

    Run report = tool("report", "r.jfr");

    assertThat(report.exitCode()).as(report.toString()).isZero();
    assertThat(report.err()).isEmpty();
    assertThat(report.out().replaceAll("\\s+", " "))
        .startsWith("Flight recording r.jfr Ready ")
        .containsPattern(
            "after the start of the JVM \\(LazyLoader\\.markReady\\(\\)\\), mode normal: 5 fields"
                + " deferred by then, 2 resolved, 1 failed, 2 pending\\.")
        .containsPattern("4 first reads in it: 3 until ready, which took .*, and 1 after it, ")
        .contains("Times are since the start of the JVM.")
        .contains("5 fields of 1 class were deferred.")
        .contains("not which fields nobody read", "lazyloader record")
        .contains("by app.Main.main(Main.java:16), on thread main, until ready")
        .contains("failed, by app.Main.main(Main.java:17)")
        .contains("within app.Main#OUTER, on thread main")
        .contains("on thread <i>later, after ready")
        .doesNotContain("NEVER");
    List<String> fields = report.out().lines().filter(line -> line.contains("app.Main#")).toList();
    assertThat(fields.get(0)).as("the dearest first").contains("app.Main#LATER (Main.java:9)");
    assertThat(fields.get(1)).contains("app.Main#OUTER");
    Matcher outer =
        Pattern.compile("([0-9.]+) ms +([0-9.]+) ms +[0-9.]+ k?B").matcher(fields.get(1));
    assertThat(outer.find()).isTrue();
    assertThat(Double.parseDouble(outer.group(1)) - Double.parseDouble(outer.group(2)))
        .as("took, without what INNER took")
        .isGreaterThanOrEqualTo(29);
  }

  @Test
  void the_page_has_no_script_and_names_are_text_in_it() throws IOException {
    program.jvm(RECORD).lazy("quiet", "app.Main");

    Run report = tool("report", "r.jfr", "--format", "html", "-o", "r.html");

    assertThat(report.exitCode()).as(report.toString()).isZero();
    assertThat(Files.readString(directory.resolve("r.html")))
        .startsWith("<!doctype html>")
        .endsWith("</html>\n")
        .contains("app.Main#LATER<br />Main.java:9", "on thread &lt;i&gt;later, after ready")
        .doesNotContain("<script", "<i>");
  }

  @Test
  void rows_are_chosen_as_those_of_a_profile() {
    program.jvm(RECORD).lazy("quiet", "app.Main");

    assertThat(tool("report", "r.jfr", "--top", "1").out())
        .contains("app.Main#LATER", "3 more (--all)")
        .doesNotContain("app.Main#OUTER");
    assertThat(tool("report", "r.jfr", "--min", "300").out()).doesNotContain("app.Main#OUTER (");
  }

  @Test
  void what_the_recording_left_out_is_said() {
    program
        .jvm(
            "-XX:StartFlightRecording=filename=r.jfr,settings=none,"
                + "+jdk.ActiveSetting#enabled=true,"
                + "+io.lazyloader.Resolve#enabled=true,+io.lazyloader.Resolve#threshold=300ms")
        .lazy("quiet", "app.Main");

    assertThat(tool("report", "r.jfr").out().replaceAll("\\s+", " "))
        .contains("First reads of less than 300.0 ms were not recorded.")
        .contains("1 first read in it: 0 until ready")
        .contains("app.Main#LATER");
  }

  @Test
  void a_recording_that_does_not_tell_what_it_left_out_is_said_not_to() {
    program
        .jvm(
            "-XX:StartFlightRecording=filename=r.jfr,settings=none,"
                + "+io.lazyloader.Resolve#enabled=true")
        .lazy("quiet", "app.Main");

    assertThat(tool("report", "r.jfr").out().replaceAll("\\s+", " "))
        .contains(
            "Whether short first reads were left out is not in it: it lacks jdk.ActiveSetting.");
  }

  @Test
  void a_recording_without_our_events_is_refused_and_so_is_a_damaged_one() throws IOException {
    program.jvm(RECORD).eager("app.Main");
    assertThat(refused("r.jfr"))
        .startsWith("lazyloader: recording r.jfr holds no event of Lazyloader: ")
        .contains("Record a program that runs with the agent, or was woven.");

    byte[] bytes = Files.readAllBytes(directory.resolve("r.jfr"));
    // By its content it is a recording, whatever it is called.
    Files.write(directory.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(refused("cut")).startsWith("lazyloader: recording cut ").doesNotContain("\tat ");
    Files.writeString(directory.resolve("text.jfr"), "text");
    assertThat(refused("text.jfr")).startsWith("lazyloader: recording text.jfr ");
    assertThat(refused("no.jfr"))
        .startsWith("lazyloader: recording no.jfr can't be read: there is no ");
  }

  @Test
  void what_a_recording_can_t_give_is_refused_with_what_can() throws IOException {
    program.jvm(RECORD).lazy("quiet", "app.Main");

    assertThat(refused("r.jfr", "--format", "trace"))
        .contains("of a flight recording there is text and html")
        .contains("jfr print --json");
    assertThat(refused("r.jfr", "r.jfr")).contains("name one file");
    assertThat(refused("r.jfr", "-cp", "classes")).contains("r.jfr is a recording");
  }

  @Test
  void a_jvm_without_the_recorder_s_module_says_what_is_missing() {
    program.jvm(RECORD).lazy("quiet", "app.Main");

    Run report =
        tool.run(
            List.of("--limit-modules", "java.se,jdk.unsupported", "-jar"),
            Program.AGENT.toAbsolutePath().toString(),
            "report",
            "r.jfr");

    assertThat(report.exitCode()).as(report.toString()).isEqualTo(2);
    assertThat(report.err())
        .startsWith("lazyloader: recording r.jfr can't be read: this JVM has no module jdk.jfr.");
  }

  private String refused(String... files) {
    String[] arguments = new String[files.length + 1];
    arguments[0] = "report";
    System.arraycopy(files, 0, arguments, 1, files.length);
    Run run = tool(arguments);
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    return run.err();
  }

  private Run tool(String... arguments) {
    return tool.run(List.of("-jar"), Program.AGENT.toAbsolutePath().toString(), arguments);
  }
}
