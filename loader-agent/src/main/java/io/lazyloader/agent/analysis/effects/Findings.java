package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.rewrite.Region;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The obstacles of one run of an initialiser, in the order of evaluation. */
final class Findings {
  private final List<Finding> findings = new ArrayList<>();

  void add(Finding finding) {
    findings.add(finding);
  }

  void addAll(List<Finding> more) {
    findings.addAll(more);
  }

  int size() {
    return findings.size();
  }

  /** The one that is known to be unsafe, else the first; null if there is none. */
  @Nullable Obstacle worst() {
    Obstacle worst = null;
    for (Finding finding : findings) {
      worst = Obstacle.worse(worst, finding.obstacle());
    }
    return worst;
  }

  /** The same of those in a region. */
  @Nullable Obstacle worstIn(Region region) {
    Obstacle worst = null;
    for (Finding finding : findings) {
      if (finding.isIn(region)) {
        worst = Obstacle.worse(worst, finding.obstacle());
      }
    }
    return worst;
  }

  /** Whether there is one between two positions, or at one of them. */
  boolean hasBetween(int first, int last) {
    for (Finding finding : findings) {
      if (finding.at() >= first && finding.at() <= last) {
        return true;
      }
    }
    return false;
  }
}
