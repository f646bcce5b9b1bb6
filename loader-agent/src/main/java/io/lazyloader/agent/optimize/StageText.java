package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.Shift;
import java.util.Locale;

/** Says in a line what came of a pass. */
final class StageText {
  private static final double MILLIS = 1e3;

  private StageText() {}

  static String line(Stage stage) {
    return stage.pass().label() + ": " + verdict(stage) + " " + stage.did();
  }

  /** As {@code kept, -12 % (-15 to -9).}. */
  static String verdict(Stage stage) {
    String word =
        switch (stage.outcome()) {
          case KEPT -> "kept";
          case NOTHING -> "nothing to do";
          case LEFT_OUT -> "left out";
          case PROPOSED -> "proposed";
          case SKIPPED -> "skipped";
        };
    String gain = gain(stage);
    String advice = stage.outcome() == Stage.Outcome.PROPOSED ? advice(stage.pass()) : "";
    return word + (gain.isEmpty() ? "" : ", " + gain) + advice + '.';
  }

  private static String advice(Pass pass) {
    return pass == Pass.UNSEAL
        ? "; --strip-signatures takes it"
        : "; it is taken if it stands on the command line";
  }

  private static String gain(Stage stage) {
    Shift shift = stage.shift();
    if (shift == null || stage.beforeSeconds() == 0) {
      return "";
    }
    if (!shift.isDetectable()) {
      return "no detectable difference";
    }
    double before = stage.beforeSeconds();
    return String.format(
        Locale.ROOT,
        "%+.1f %% (%+.1f to %+.1f) of %,.0f ms",
        100 * shift.estimate() / before,
        100 * shift.low() / before,
        100 * shift.high() / before,
        before * MILLIS);
  }
}
