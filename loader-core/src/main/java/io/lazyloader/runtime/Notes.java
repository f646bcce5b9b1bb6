package io.lazyloader.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * Findings for the summary, for example why a marked field stays eager. Thread-safe. Loaded with
 * the first of them, or with the summary.
 */
public final class Notes {
  private static final int MAX_NOTES = 1000;

  // Guarded by the class.
  private static final List<String> all = new ArrayList<>();
  private static final List<String> said = new ArrayList<>();
  private static int dropped;

  private Notes() {}

  /**
   * Keeps a finding.
   *
   * @param sentence what, where and what happens now
   */
  public static synchronized void add(String sentence) {
    if (all.size() < MAX_NOTES) {
      all.add(sentence);
    } else {
      dropped++;
    }
  }

  /**
   * Keeps a finding that the standard error stream shows already.
   *
   * @param sentence what, where and what happens now
   */
  public static synchronized void addSaid(String sentence) {
    add(sentence);
    if (said.size() < MAX_NOTES) {
      said.add(sentence);
    }
  }

  /** Keeps a finding, and says it on the standard error stream unless that is to be quiet. */
  static void tell(String sentence) {
    if (Startup.isQuiet()) {
      add(sentence);
    } else {
      addSaid(sentence);
      Report.say("loader: " + sentence);
    }
  }

  /**
   * Returns the findings that the standard error stream shows already.
   *
   * @return a list of its own
   */
  public static synchronized List<String> said() {
    return new ArrayList<>(said);
  }

  /**
   * Returns the findings.
   *
   * @return a list of its own, in the order of the calls
   */
  public static synchronized List<String> all() {
    List<String> notes = new ArrayList<>(all);
    if (dropped > 0) {
      notes.add("and " + dropped + " more");
    }
    return notes;
  }
}
