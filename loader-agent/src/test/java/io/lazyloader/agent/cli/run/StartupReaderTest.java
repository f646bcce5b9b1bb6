package io.lazyloader.agent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.metrics.StartupSnapshot;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StartupReaderTest {
  private static final String STARTUP =
      """
      {"type":"startup","mode":"all","ready_by":"exit","origin":"JVM","premain_ms":40.5,\
      "main_ms":null,"ready_ms":100.25,"deferred_fields":3,"resolved_fields":1,"failed_fields":0,\
      "later_resolutions":0,"live_heap_bytes":5000000,"allocated_bytes":null,\
      "pending":["a.B#C","a.B#D"],"new_in_version_2":{"a":["x"]}}
      """;

  @Test
  void figures_come_back_as_they_were_written() {
    StartupSnapshot start =
        read(
            STARTUP
                + """
                {"type":"resolution","field":"a.B#E (B.java:1)","at_ms":1,"took_ms":2.5,"thread_id":7,\
                "thread":"main","site":null,"allocated_bytes":10,"outcome":"failed"}
                {"type":"note","text":"odd"}
                {"type":"later","later_resolutions":2,"later_ms":9.5,"worst_later":"a.B#C"}
                """);

    assertThat(start.pending()).containsExactly("a.B#C", "a.B#D");
    assertThat(start.times().readyMillis()).isEqualTo(100.25);
    assertThat(start.times().mainMillis()).isNull();
    assertThat(start.memory())
        .satisfies(memory -> assertThat(memory.heapBytes()).isEqualTo(5_000_000))
        .satisfies(memory -> assertThat(memory.allocatedBytes()).isNull());
    assertThat(start.resolutions())
        .singleElement()
        .satisfies(one -> assertThat(one.failed()).isTrue())
        .satisfies(one -> assertThat(one.threadId()).isEqualTo(7));
    assertThat(start.notes()).containsExactly("odd");
    assertThat(start.laterResolutions()).isEqualTo(2);
    assertThat(start.toText())
        .contains("loader: ready 100 ms after JVM start (exit), mode all", "after ready, 2 more");
  }

  @Test
  void what_the_lists_leave_out_is_counted() {
    StartupSnapshot start =
        read(
            STARTUP.replace(
                    "\"mode\"",
                    "\"pending_fields\":1002,\"useless_regions\":500,\"resolving_ms\":90.5,\"mode\"")
                + """
                {"type":"resolution","field":"a.B#E (B.java:1)","at_ms":1,"took_ms":2.5,"thread_id":7,\
                "thread":"main","site":null,"allocated_bytes":10,"outcome":"resolved"}
                """);

    assertThat(start.pendingFields()).isEqualTo(1002);
    assertThat(start.uselessRegions()).isEqualTo(500);
    assertThat(start.resolvingMillis()).isEqualTo(90.5);
    assertThat(start.toText())
        .contains("1,002 pending", "a.B#C, a.B#D and 1,000 more", "500 regions were read before");
  }

  @Test
  void a_line_that_its_jvm_did_not_live_to_finish_does_not_count() {
    assertThat(read(STARTUP + "{\"type\":\"later\",\"later_res").laterResolutions()).isZero();
    assertThat(StartupReader.read("{\"type\":\"startup\",\"mode\":\"al")).isNull();
    assertThat(StartupReader.read("")).isNull();
  }

  private static StartupSnapshot read(String lines) {
    return Objects.requireNonNull(StartupReader.read(lines));
  }
}
