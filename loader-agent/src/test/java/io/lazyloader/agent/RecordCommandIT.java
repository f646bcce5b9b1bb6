package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lazyloader.agent.Program.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a training run to a report, by the shaded jar's command line. */
class RecordCommandIT {
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
              @Lazy private static final List<String> USED = List.of("used");
              private static final byte[] NEVER = new byte[3_000_000];
              public static void main(String[] args) throws Exception {
                System.out.println(USED + " " + List.of(args));
                if (args.length > 0 && args[0].equals("exit")) System.exit(Integer.parseInt(args[1]));
                if (args.length > 0 && args[0].equals("halt")) Runtime.getRuntime().halt(0);
                if (args.length > 0 && args[0].equals("serve")) {
                  System.out.println("serving " + ProcessHandle.current().pid());
                  LazyLoader.markReady();
                  Thread.sleep(60_000);
                }
              }
            }
            """);
  }

  @Test
  void a_recorded_program_runs_on_its_own_streams_and_its_profile_can_be_reported() {
    Run recorded = record("app.lazyprofile", "a b");

    assertThat(recorded.exitCode()).as(recorded.err()).isZero();
    assertThat(recorded.out()).isEqualTo("[used] [a b]\n");
    assertThat(recorded.err())
        .isEqualTo(
            "lazyloader: recorded 1 class with static initialisers; of 2 regions that could be"
                + " deferred 1 was never read.\n"
                + "lazyloader: to see them: lazyloader report app.lazyprofile\n");

    Run report = jar("report", "app.lazyprofile");

    assertThat(report.exitCode()).isZero();
    assertThat(report.out())
        .contains("Profile of app.Main, 1 run", "app.Main#NEVER  never read", "3.0 MB")
        .doesNotContain("app.Main#USED  never read");
  }

  @Tag("heavy")
  @Test
  void runs_can_be_merged_and_compared() {
    record("one.lazyprofile");
    record("two.lazyprofile", "more");

    assertThat(jar("merge", "-o", "both.lazyprofile", "one.lazyprofile", "two.lazyprofile").err())
        .isEqualTo("lazyloader: merged 2 profiles of 2 runs, 1 class, into both.lazyprofile.\n");
    assertThat(jar("merge", "-o", "both.lazyprofile", "both.lazyprofile", "one.lazyprofile").err())
        .startsWith("lazyloader: profile one.lazyprofile is in already, and is not counted again.");
    assertThat(jar("report", "both.lazyprofile").out()).contains("Profile of app.Main, 2 runs");
    assertThat(jar("report", "one.lazyprofile", "two.lazyprofile").out())
        .containsPattern("2 -> +2 +\\(\\+0, +\\+0\\.0 %\\) +initialiser regions run")
        .contains("static initialisers, recording included");
  }

  @Test
  void several_runs_are_recorded_into_one_profile() {
    Run recorded =
        jar("record", "-n", "3", "-o", "app.lazyprofile", "--", "-cp", "classes", "app.Main");

    assertThat(recorded.exitCode()).as(recorded.err()).isZero();
    assertThat(recorded.out()).isEqualTo("[used] []\n".repeat(3));
    assertThat(recorded.err().lines())
        .hasSize(5)
        .startsWith("lazyloader: run 1 of 3", "lazyloader: run 2 of 3", "lazyloader: run 3 of 3");
    assertThat(jar("report", "app.lazyprofile").out())
        .contains("Profile of app.Main, 3 runs", "app.Main#NEVER  never read");
  }

  @Test
  void a_program_that_fails_exits_with_3_and_leaves_its_profile() {
    Run recorded = record("app.lazyprofile", "exit", "7");

    assertThat(recorded.exitCode()).isEqualTo(3);
    assertThat(recorded.err())
        .contains("recorded 1 class ", "lazyloader: the program ended with exit code 7.\n");
    assertThat(directory.resolve("app.lazyprofile")).exists();
  }

  @Test
  void a_program_that_halts_at_once_leaves_no_profile_and_that_is_said() {
    Run recorded = record("app.lazyprofile", "halt");

    assertThat(recorded.exitCode()).isEqualTo(3);
    assertThat(recorded.err())
        .isEqualTo("lazyloader: no profile was written: the program ended before it could be.\n");
  }

  @Test
  void a_profile_of_an_earlier_run_is_not_taken_for_that_of_this_one() throws IOException {
    Files.writeString(directory.resolve("app.lazyprofile"), "old");

    assertThat(record("app.lazyprofile", "halt").err()).contains("no profile was written");
    assertThat(directory.resolve("app.lazyprofile")).hasContent("old");
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void a_server_is_exercised_and_stopped_when_it_is_ready() {
    Run recorded =
        jar(
            "record",
            "--stop-when-ready",
            "--exercise",
            "echo exercised",
            "-n",
            "2",
            "--",
            "-cp",
            Program.join(List.of(program.classes(), Program.AGENT.toAbsolutePath())),
            "app.Main",
            "serve");

    assertThat(recorded.exitCode()).as(recorded.err()).isZero();
    assertThat(recorded.err())
        .startsWith(
            "lazyloader: run 1 of 2\nexercised\nlazyloader: run 2 of 2\nexercised\n"
                + "lazyloader: recorded 1 class ")
        .doesNotContain("ended");
    assertThat(jar("report", "app.lazyprofile").out())
        .startsWith("Profile of app.Main, 2 runs")
        .contains("LazyLoader.markReady()");
  }

  @Tag("heavy")
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @ParameterizedTest
  @CsvSource({"true, TERM", "false, TERM", "false, HUP", "true, INT"})
  void a_signal_is_a_normal_end(boolean isToCommand, String signal) throws Exception {
    assumeThat(signal.equals("INT") && Program.isInterruptIgnored()).isFalse();
    Process process =
        new ProcessBuilder(
                Program.java(),
                "-jar",
                Program.AGENT.toAbsolutePath().toString(),
                "record",
                "--",
                "-cp",
                Program.join(List.of(program.classes(), Program.AGENT.toAbsolutePath())),
                "app.Main",
                "serve")
            .directory(directory.toFile())
            .redirectError(directory.resolve("err.txt").toFile())
            .start();
    BufferedReader output = process.inputReader();
    output.readLine();
    String child = output.readLine().substring("serving ".length());

    String target = isToCommand ? String.valueOf(process.pid()) : child;
    new ProcessBuilder("kill", "-" + signal, target).start().waitFor();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String err = Files.readString(directory.resolve("err.txt"));
    assertThat(process.exitValue()).as(err).isZero();
    assertThat(err)
        .startsWith("lazyloader: recorded 1 class ")
        .containsPattern("lazyloader: the program was ended by SIG(TERM|HUP|INT)\\.\n$");
    assertThat(jar("report", "app.lazyprofile").exitCode()).isZero();
  }

  @EnabledOnOs(OS.LINUX)
  @Test
  void a_profile_that_can_not_be_written_is_no_failure_of_the_program() {
    Run before = record("/proc/app.lazyprofile");
    Run device = record("/dev/full");

    assertThat(before)
        .isEqualTo(
            new Run(
                4,
                "",
                "lazyloader: option -o: /proc/app.lazyprofile can't be written: its directory takes"
                    + " no files.\n"));
    assertThat(device.exitCode()).isEqualTo(2);
    assertThat(device.err()).contains("/dev/full is no file that can be read again; name one.");
  }

  @EnabledOnOs(OS.LINUX)
  @Test
  void a_disk_that_fills_up_while_the_program_runs_is_told_with_the_reason() throws Exception {
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "exec "
                    + Program.java()
                    + " -XX:-UsePerfData -jar "
                    + Program.AGENT.toAbsolutePath()
                    + " record -- -XX:-UsePerfData -cp "
                    + Program.join(List.of(program.classes(), Program.AGENT.toAbsolutePath()))
                    + " app.Main serve")
            .directory(directory.toFile())
            .start();
    BufferedReader output = process.inputReader();
    output.readLine();
    String child = output.readLine().substring("serving ".length());
    for (String pid : List.of(child, String.valueOf(process.pid()))) {
      // As if the disk was full from now on.
      new ProcessBuilder("prlimit", "--fsize=100", "--pid", pid).start().waitFor();
    }

    new ProcessBuilder("kill", String.valueOf(process.pid())).start().waitFor();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String err = process.errorReader().lines().collect(Collectors.joining("\n", "", "\n"));
    assertThat(process.exitValue()).as(err).isEqualTo(4);
    assertThat(err)
        .containsPattern(
            "(?m)^loader: profile \\S+ can't be written: File too large\\. Name another with"
                + " profile=FILE\\.$")
        .contains(
            "lazyloader: option -o: app.lazyprofile can't be written: File too large.\n",
            "lazyloader: the program was ended by SIGTERM.\n")
        .doesNotContain("Exception");
  }

  @Test
  void a_jar_with_a_space_in_its_name_is_recorded_by_all_of_it() throws IOException {
    Files.createDirectory(directory.resolve("my app"));
    program.jar("my app/the shop.jar", program.classes(), Map.of("Main-Class", "app.Main"));

    jar("record", "--", "-jar", "my app/the shop.jar", "a");

    assertThat(jar("report", "app.lazyprofile").out()).startsWith("Profile of the shop.jar, 1 run");
  }

  @Test
  void wrong_usage_is_named_before_the_program_runs() throws IOException {
    Files.createDirectory(directory.resolve("somewhere"));

    Run noDelimiter = jar("record", "-o", "app.lazyprofile", "app.Main");
    Run nowhere = record("nowhere/app.lazyprofile");
    Run isDirectory = record("somewhere");
    Run noRuns = jar("record", "-n", "0", "--", "-cp", "classes", "app.Main");

    assertThat(noDelimiter.err())
        .contains("record needs -- before the program, as in: record -- -jar app.jar");
    assertThat(nowhere.err()).contains("option -o: there is no directory", "make it first");
    assertThat(isDirectory.err()).contains("somewhere is a directory; name a file in it.");
    assertThat(noRuns.err()).contains("option -n: at least one run, not 0.");
    Run noPort = jar("record", "--ready", "port:99999", "--", "-cp", "classes", "app.Main");
    assertThat(noPort.err())
        .isEqualTo("lazyloader: option ready=port:99999: a port is a number from 1 to 65535.\n");
    assertThat(List.of(noDelimiter, nowhere, isDirectory, noRuns, noPort))
        .allSatisfy(run -> assertThat(run.exitCode()).isEqualTo(2))
        .allSatisfy(run -> assertThat(run.out()).isEmpty());
  }

  @Test
  void recording_what_runs_already_is_refused() throws IOException {
    Program attaching =
        Program.of(
                directory,
                """
                // app/Attach.java
                package app;
                import com.sun.tools.attach.VirtualMachine;
                public class Attach {
                  public static void main(String[] args) throws Exception {
                    VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()))
                        .loadAgent(args[0], "mode=record");
                  }
                }
                """)
            .jvm("-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading");

    Run run = attaching.eager("app.Attach", Program.AGENT.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.ours())
        .containsExactly(
            "loader: mode=record must see the program from its start: use -javaagent, or the command"
                + " record. Recording nothing.");
  }

  private Run record(String profile, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("record", "-o", profile, "--", "-cp", "classes", "app.Main"));
    command.addAll(List.of(arguments));
    return jar(command.toArray(new String[0]));
  }

  private Run jar(String... arguments) {
    return program.run(List.of(), "-jar " + Program.AGENT.toAbsolutePath(), arguments);
  }
}
