package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class BenchIT {
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
            import java.net.*;
            import java.nio.file.*;
            import java.util.*;
            public class Main {
              static final byte[][] TABLE = new byte[Integer.getInteger("arrays", 0)][];
              public static void main(String[] args) throws Exception {
                for (int i = 0; i < TABLE.length; i++) TABLE[i] = new byte[100_000];
                Files.writeString(Path.of("ran.txt"), System.getProperty("arm", "plain") + "\\n",
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                System.out.println(System.getProperty("say", "hello"));
                if (args.length > 0) switch (args[0]) {
                  case "exit" -> System.exit(Integer.getInteger("code", 0));
                  case "serve" -> {
                    try (var server = new ServerSocket(Integer.parseInt(args[1]))) {
                      while (true) server.accept().close();
                    }
                  }
                }
              }
            }
            """);
  }

  @Test
  void arms_run_in_turn_and_their_figures_are_told_apart() throws IOException {
    Run run =
        bench(
            List.of(
                "-n2", "--aa", "--arm=big=-Darm=big -Darrays=200", "--json=b.json", "--markdown"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    // Warm-up, two rounds, and a look inside.
    assertThat(Files.readAllLines(directory.resolve("ran.txt")))
        .hasSize(4 * 3)
        .filteredOn("big"::equals)
        .hasSize(4);
    assertThat(run.out())
        .startsWith("| arm | median |")
        .containsPattern("\\| plain \\| [^|]+ms")
        .contains("| big |", "| plain again |", "Wall time to exit: 2 rounds of 3 arms in turn");
    assertThat(run.err())
        .contains("lazyloader: warm-up\n", "lazyloader: round 2 of at most 2 (plain ")
        .contains("A/A: too few rounds")
        .doesNotContain("printed on stdout differs");
    String json = Files.readString(directory.resolve("b.json"));
    assertThat(json).contains("\"exit_codes\" : [ 0, 0 ]");
    long more = allocated(json, "big") - allocated(json, "plain");
    assertThat(more).isBetween(200 * 100_000L, 200 * 100_000L + 500_000L);
  }

  @Test
  void the_agent_is_an_arm_by_default() {
    Run run = bench(List.of("-n1"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("(?m)^plain  ").containsPattern("(?m)^agent  ");
  }

  @Test
  void outputs_that_differ_are_noted() {
    Run run = bench(List.of("-n2", "--arm=other=-Dsay=goodbye"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("printed on stdout differs from that of plain: other.");
  }

  @Test
  void an_arm_that_alone_fails_ends_the_comparison_with_3_and_what_it_printed() throws IOException {
    Run run = bench(List.of("--arm=bad=-Dcode=7 -Dsay=oops"), "exit");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .endsWith("lazyloader: bad ended with exit code 7, plain with 0:\n  stdout: oops\n");
    assertThat(Files.readAllLines(directory.resolve("ran.txt"))).hasSize(2);
  }

  @Test
  void a_code_that_all_arms_end_with_is_taken_for_normal_and_told() {
    Run run = bench(List.of("-n1", "--arm=plain=-Dcode=7", "--arm=other=-Dcode=7"), "exit");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("Every run ended with exit code 7, which was taken for its");
  }

  @Test
  void failures_can_be_ignored() {
    Run run = bench(List.of("-n1", "-i", "--arm=bad=-Dcode=7", "--json=-"), "exit");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("\"exit_codes\" : [ 0 ]", "\"exit_codes\" : [ 7 ]");
  }

  @Tag("heavy")
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void a_server_is_timed_until_its_port_is_open_then_exercised_and_stopped() throws IOException {
    int port = freePort();

    Run run =
        bench(
            List.of(
                "-n2",
                "--arm=other=-Da=b",
                "--ready=port:" + port,
                "--exercise=echo x >> ex.txt",
                "--json=b.json"),
            "serve",
            "" + port);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readAllLines(directory.resolve("ex.txt"))).hasSize(4 * 2);
    assertThat(run.out())
        .startsWith("Wall time until port " + port + " accepts connections: 2 rounds")
        .contains("exercised");
    assertThat(Files.readString(directory.resolve("b.json")))
        .contains("\"exit_codes\" : [ 143, 143 ]", "\"exercised_times\" : [ ");
  }

  @Tag("heavy")
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void a_server_that_can_t_be_timed_is_told() throws IOException {
    int port = freePort();
    List<String> options = List.of("-n1", "--arm=a=", "--ready=port:" + port);

    Run ended = bench(options);
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err())
        .contains(" ended with exit code 0 before port " + port + " was open:\n  stdout: hello\n");

    Run closed = bench(with(options, "--timeout=1"), "serve", "" + freePort());
    assertThat(closed.exitCode()).isEqualTo(3);
    assertThat(closed.err())
        .contains("after 1 s (--timeout) port " + port + " is not open still:\n  stdout: hello");

    Run exercised = bench(with(options, "--exercise=echo no; exit 9"), "serve", "" + port);
    assertThat(exercised.exitCode()).isEqualTo(3);
    assertThat(exercised.err()).contains("ended with exit code 9\n  exercise: no\n");

    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      Run used = bench(options, "serve", "" + taken.getLocalPort());
      assertThat(used.exitCode()).isEqualTo(2);
      assertThat(used.err()).contains("port " + port + " is in use");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<String> with(List<String> options, String more) {
    List<String> all = new ArrayList<>(options);
    all.add(more);
    return all;
  }

  private static long allocated(String json, String arm) {
    String result = json.substring(json.indexOf("\"command\" : \"" + arm + '"'));
    String key = "\"allocated_bytes\" : ";
    int start = result.indexOf(key) + key.length();
    return Long.parseLong(result.substring(start, result.indexOf(',', start)));
  }

  private Run bench(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>(List.of("bench"));
    command.addAll(options);
    command.addAll(List.of("--", "-cp", program.classes().toString(), "app.Main"));
    command.addAll(List.of(arguments));
    return program
        .onlyOn()
        .run(List.of(), "-jar " + Program.AGENT.toAbsolutePath(), command.toArray(String[]::new));
  }
}
