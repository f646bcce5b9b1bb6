package io.lazyloader.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapLogTest {
  private static final long OF_PROGRAM = 20_000 * 1_016;

  /** Archived objects, and what a JVM allocates before main. */
  private static final long AT_START = 1_500_000;

  @ParameterizedTest
  @ValueSource(strings = {"17-g1", "25-g1", "17-serial", "25-parallel"})
  void what_was_allocated_is_what_is_in_use_and_what_was_collected(String jvm) throws IOException {
    assertThat(HeapLog.allocatedBytes(log(jvm))).isBetween(OF_PROGRAM, OF_PROGRAM + AT_START);
  }

  @Test
  void a_region_that_g1_forgets_before_a_collection_is_counted() throws IOException {
    long atStart = 4_111 * 1_024;

    // 200 arrays of 100,016 bytes, in regions of 4 MB.
    assertThat(HeapLog.allocatedBytes(log("17-g1-regions")))
        .isBetween(20_003_200 + atStart, 20_003_200 + atStart + 600_000);
  }

  @Test
  void a_collector_that_runs_beside_the_program_does_not_tell() throws IOException {
    assertThat(HeapLog.allocatedBytes(log("17-z"))).isNull();
    assertThat(HeapLog.allocatedBytes(List.of())).isNull();
  }

  @Test
  void what_is_freed_without_moving_anything_counts_as_well() {
    List<String> log =
        List.of(
            "GC(0) Heap before GC invocations=0 (full 0):",
            "GC(0)  garbage-first heap   total 16384K, used 9000K",
            "GC(0) Heap after GC invocations=1 (full 0):",
            "GC(0)  garbage-first heap   total 16384K, used 8000K",
            "GC(1) Pause Remark 10M->7M(16M) 1.2ms",
            "Heap",
            " garbage-first heap   total 16384K, used 8000K");

    assertThat(HeapLog.allocatedBytes(log)).isEqualTo((9000 + 3 * 1024) * 1024L);
  }

  @Test
  void the_answer_of_jcmd_ends_a_log() {
    List<String> log =
        List.of(
            "Heap",
            "4711:",
            "garbage-first heap   total reserved 6172672K, committed 393216K, used 1256K [0x0)",
            " region size 4096K, 1 young (4096K), 0 survivors (0K)");

    assertThat(HeapLog.allocatedBytes(log)).isEqualTo(1256 * 1024);
  }

  private static List<String> log(String jvm) throws IOException {
    try (InputStream bytes = HeapLogTest.class.getResourceAsStream("/bench/heap-" + jvm + ".log")) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
