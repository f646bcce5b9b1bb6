package io.lazyloader.agent.bench;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells programs that failed. Whatever code all arms end with in the first round is normal for
 * them; no other is. A server that was asked to end may say so.
 */
final class ExitCodes {
  /** 128 and the number of SIGTERM. */
  private static final int TERMINATED = 143;

  /** What a launcher prints that found no program to run, or no JVM to run it. */
  private static final Pattern NOT_STARTED =
      Pattern.compile(
          "stderr: (Error: (Could not|Unable to|Main method not found|LinkageError|A JNI error|An"
              + " unexpected error)|Unrecognized |no main manifest attribute|Error occurred during"
              + " initialization)");

  private final List<Arm> arms;
  private final Settings settings;
  private final int[] first;
  private final String[] tails;
  private int normal;

  ExitCodes(List<Arm> arms, Settings settings) {
    this.arms = arms;
    this.settings = settings;
    this.first = new int[arms.size()];
    this.tails = new String[arms.size()];
  }

  /** How an arm ended in the first round. */
  void sawFirst(int arm, int code, Workspace workspace) {
    first[arm] = normalised(code);
    tails[arm] = first[arm] == 0 ? "" : workspace.tail();
    if (first[arm] != 0 && NOT_STARTED.matcher(tails[arm]).find()) {
      throw failure(arm, code, "", tails[arm]);
    }
  }

  /**
   * Judges the first round.
   *
   * @return what the reader should know, or null
   */
  @Nullable String judgeFirst() {
    normal = first[0];
    if (settings.ignoresFailure()) {
      return null;
    }
    for (int arm = 0; arm < first.length; arm++) {
      if (first[arm] != normal) {
        int failed = first[arm] == 0 ? 0 : arm;
        int other = failed == 0 ? arm : 0;
        String contrast = ", " + arms.get(other).name() + " with " + first[other];
        throw failure(failed, first[failed], contrast, tails[failed]);
      }
    }
    return normal == 0
        ? null
        : "Every run ended with exit code "
            + normal
            + ", which was taken for its normal end; it printed:"
            + firstLine(tails[0]);
  }

  private static String firstLine(String tail) {
    return ' ' + tail.strip().lines().findFirst().orElse("");
  }

  /** Judges a run of a later round. */
  void check(int arm, int code, int round, Workspace workspace) {
    if (!settings.ignoresFailure() && normalised(code) != normal) {
      throw failure(arm, code, " in round " + round, workspace.tail());
    }
  }

  private int normalised(int code) {
    return settings.target().isServer() && code == TERMINATED ? 0 : code;
  }

  private BenchException failure(int arm, int code, String more, String tail) {
    String signal = code > 128 ? " (signal " + (code - 128) + ")" : "";
    return BenchException.failed(
        arms.get(arm).name() + " ended with exit code " + code + signal + more + ':' + tail);
  }
}
