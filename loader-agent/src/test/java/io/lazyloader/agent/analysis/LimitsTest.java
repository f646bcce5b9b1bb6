package io.lazyloader.agent.analysis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.analysis.engine.VerdictEngine;
import io.lazyloader.agent.rewrite.Compiler;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With more time and memory, more is known. */
class LimitsTest {
  private static final Map<String, byte[]> CLASSES =
      Compiler.compile(
          """
          package app;
          class Long {
            static final int[] TABLE = squares(400_000);
            static int[] squares(int count) {
              int[] squares = new int[count];
              for (int at = 0; at < count; at++) squares[at] = at * at;
              return squares;
            }
          }
          """,
          """
          package app;
          class Large { static final byte[] TABLE = new byte[33 << 20]; }
          """);

  @Test
  void a_table_that_takes_too_long_or_too_much_at_run_time_is_proven_off_line() {
    assertThat(judge("app/Long", Limits.AT_RUN_TIME).reason())
        .isEqualTo("it takes more than 2000000 instructions");
    assertThat(judge("app/Large", Limits.AT_RUN_TIME).reason())
        .isEqualTo("it allocates more than 16 MB");

    assertThat(judge("app/Long", Limits.OFF_LINE).kind()).isEqualTo(Verdict.Kind.PROVEN);
    assertThat(judge("app/Large", Limits.OFF_LINE).kind()).isEqualTo(Verdict.Kind.PROVEN);
  }

  private static Verdict judge(String className, Limits limits) {
    VerdictEngine engine = new VerdictEngine(new CaseClasses(CLASSES), TrustRules.none(), limits);
    return requireNonNull(
        engine.judge(requireNonNull(CLASSES.get(className))).fields().get("TABLE"));
  }
}
