package io.lazyloader.agent.optimize;

import java.util.List;

/**
 * What a bisection found.
 *
 * @param culprits what makes the optimised program differ, in the order of the passes; empty if
 *     nothing does
 * @param runs how often candidates were run
 */
public record Bisected(List<Culprit> culprits, int runs) {
  /** Copies the list. */
  public Bisected {
    culprits = List.copyOf(culprits);
  }

  /**
   * What of a pass makes the program differ.
   *
   * @param pass which
   * @param items options, classes or fields, the fewest that have to stay as they are; empty if the
   *     pass can't be divided
   * @param of how many the pass would have changed
   * @param difference what the program does otherwise, in sentences
   */
  public record Culprit(Pass pass, List<String> items, int of, String difference) {
    /** Copies the list. */
    public Culprit {
      items = List.copyOf(items);
    }
  }

  /**
   * What they are, to be left out. So the program does what the original does, unless it
   * {@linkplain #isHopeless can't be optimised}.
   */
  public Exclusions exclusions() {
    Exclusions all = Exclusions.NONE;
    for (Culprit culprit : culprits) {
      all = all.and(Exclusions.of(culprit.pass(), culprit.items()));
    }
    return all;
  }

  /** The fields among them. */
  public List<String> fields() {
    return culprits.stream()
        .filter(culprit -> culprit.pass() == Pass.DEFER)
        .flatMap(culprit -> culprit.items().stream())
        .toList();
  }

  /** Whether the program differs already without any pass that may be left out. */
  public boolean isHopeless() {
    return culprits.stream().anyMatch(culprit -> culprit.pass() == Pass.PACK);
  }
}
