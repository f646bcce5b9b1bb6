package io.lazyloader.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs once what is measured, in a JVM with the agent; asserts shapes and output, never times. */
class SmokeIT {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void every_benchmark_runs_in_the_shape_that_it_claims() throws Exception {
    SteadyState.runHere(out);

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("PatternLoop", "JacksonLoop", "RegistryLoop", "LogGuard", "IntGuard")
        .contains("ValueGuard", "ValueField", "ViewCall", "MemberCall")
        .contains("deferred", "holder");
  }

  @Test
  void the_hello_benchmark_runs_every_kind_of_process() throws Exception {
    HelloBench.run(1, out);

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("no agent", "empty agent", "lazyloader, quiet", "lazyloader, default");
  }

  @Test
  void servers_are_compared_by_the_requests_that_they_answer() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String java = JavaProcess.tool("java") + " -cp target/test-classes ";
    String server = java + Answering.class.getName() + ' ' + port;

    ServerBench.run(
        List.of(
            "-n",
            "1",
            "-w",
            "2",
            "-s",
            "1",
            "http://localhost:" + port,
            "a=" + server,
            "b=" + server),
        out);

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsPattern("(?m)^a +[1-9]\\d* +[1-9]\\d*$")
        .containsPattern("(?m)^b .* of a: \\d+\\.\\d\\d \\[.*\\] times$");
  }
}
