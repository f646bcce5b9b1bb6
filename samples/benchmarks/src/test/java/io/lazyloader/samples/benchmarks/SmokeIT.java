package io.lazyloader.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
}
