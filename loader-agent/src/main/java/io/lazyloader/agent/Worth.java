package io.lazyloader.agent;

import io.lazyloader.agent.rewrite.Judge;
import io.lazyloader.agent.rewrite.Region;
import io.lazyloader.agent.rewrite.Request;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Estimates whether deferring a region can save more than it costs, which is a class file that has
 * grown and an entry in the run-time library. Vetoes nothing itself.
 */
final class Worth implements Request.FinalFilter {
  /**
   * In instructions, of which an interpreter runs some thirty in a microsecond: about what a class
   * costs more that is rewritten. Of 766 regions of pmd that are proven safe, 549 take less than a
   * thousand and name no class.
   */
  static final long ENOUGH = 2_500;

  /** A class that may have to be loaded; it often is anyway. */
  private static final long A_CLASS = 1_000;

  private final Judge judge;

  /** By field: the classes of the program that its initialiser names. */
  private final Map<String, Set<String>> uses = new HashMap<>();

  Worth(Judge judge) {
    this.judge = judge;
  }

  @Override
  public @Nullable String obstacle(Request.Candidate candidate) {
    Set<String> ofProgram = new HashSet<>();
    for (String name : candidate.uses()) {
      if (!name.startsWith("java.")) {
        ofProgram.add(name);
      }
    }
    uses.put(candidate.field(), ofProgram);
    return null;
  }

  /** How many instructions a region takes, with what it may take to load the classes it names. */
  long of(Region region) {
    Set<String> classes = new HashSet<>();
    for (String field : region.fields()) {
      classes.addAll(uses.getOrDefault(field, Set.of()));
    }
    return judge.cost(region) + A_CLASS * classes.size();
  }
}
