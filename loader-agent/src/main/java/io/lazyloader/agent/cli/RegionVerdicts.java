package io.lazyloader.agent.cli;

import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.VerdictEngine;
import io.lazyloader.agent.classpath.ClassLocation;
import io.lazyloader.agent.classpath.PathProblem;
import io.lazyloader.agent.classpath.ProgramClasses;
import io.lazyloader.agent.report.Analysis;
import io.lazyloader.agent.report.FieldVerdict;
import io.lazyloader.agent.report.TreeNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Judges the fields of a profile's regions by the class files on a class path. */
final class RegionVerdicts {
  private static final String IMMOVABLE = "can't move";

  private final String classPath;
  private final Consumer<String> complain;

  /** Problems are told to the consumer, as sentences. */
  RegionVerdicts(String classPath, Consumer<String> complain) {
    this.classPath = classPath;
    this.complain = complain;
  }

  /**
   * Judges.
   *
   * @return by field, as plans name it; nothing of classes that are not found or can't be read
   * @throws IOException if the class path can't be closed
   */
  Map<String, FieldVerdict> of(List<Analysis> analyses) throws IOException {
    Map<String, Set<String>> fields = new TreeMap<>();
    for (Analysis analysis : analyses) {
      for (TreeNode node : analysis.tree().parentsFirst()) {
        if (node.isRegion()) {
          fields.computeIfAbsent(node.className(), name -> new HashSet<>()).addAll(node.fields());
        }
      }
    }
    try (ProgramClasses classes = ProgramClasses.open(classPath)) {
      Map<String, FieldVerdict> verdicts = judge(classes, fields);
      classes.problems().stream().map(PathProblem::message).forEach(complain);
      return verdicts;
    }
  }

  private Map<String, FieldVerdict> judge(ProgramClasses classes, Map<String, Set<String>> fields) {
    Explainer explainer =
        new Explainer(new VerdictEngine(classes, TrustRules.none()), Policy.STRICT);
    Map<String, FieldVerdict> verdicts = new HashMap<>();
    int missing = 0;
    for (Map.Entry<String, Set<String>> entry : fields.entrySet()) {
      ClassLocation location = classes.find(entry.getKey().replace('.', '/'));
      if (location == null) {
        missing++;
        continue;
      }
      try {
        explainer
            .explain(location, (className, field) -> entry.getValue().contains(field))
            .fields()
            .forEach(report -> verdicts.put(report.qualifiedName(), verdict(report)));
      } catch (IOException e) {
        complain.accept(entry.getKey() + " has no verdicts: " + e.getMessage() + ".");
      }
    }
    if (missing > 0) {
      complain.accept(
          missing
              + " of "
              + fields.size()
              + " classes of the profile are not on the class path "
              + classPath
              + ", so their fields have no verdicts.");
    }
    return verdicts;
  }

  private static FieldVerdict verdict(FieldReport report) {
    Verdict verdict = report.verdict();
    return new FieldVerdict(verdict == null ? IMMOVABLE : verdict.kind().name(), report.reason());
  }
}
