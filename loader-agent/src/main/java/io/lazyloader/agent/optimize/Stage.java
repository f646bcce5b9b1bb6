package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.Shift;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a pass.
 *
 * @param pass which
 * @param outcome whether it counts
 * @param did what it did, or why it did nothing, as a sentence
 * @param notes sentences on what it left alone
 * @param beforeSeconds the program's median time without it; 0 if that was not measured
 * @param shift by how much it changed that, in seconds; null if that was not measured
 */
record Stage(
    Pass pass,
    Outcome outcome,
    String did,
    List<String> notes,
    double beforeSeconds,
    @Nullable Shift shift) {
  /** Whether a pass is part of the result. */
  enum Outcome {
    /** It is. */
    KEPT,
    /** It had nothing to do. */
    NOTHING,
    /** It does not pay, or failed. */
    LEFT_OUT,
    /** It would pay, and the user has to say that it may. */
    PROPOSED,
    /** The user did not want it. */
    SKIPPED
  }

  Stage {
    notes = List.copyOf(notes);
  }

  /** What came of a pass without a measurement. */
  static Stage unmeasured(Pass pass, Outcome outcome, String did, List<String> notes) {
    return new Stage(pass, outcome, did, notes, 0, null);
  }
}
