package io.lazyloader.agent.cli.profile;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.classpath.ClassLocation;
import io.lazyloader.agent.classpath.PathProblem;
import io.lazyloader.agent.classpath.ProgramClasses;
import io.lazyloader.agent.cli.verdict.Explainer;
import io.lazyloader.agent.cli.verdict.FieldReport;
import io.lazyloader.agent.cli.verdict.PolicyOptions;
import io.lazyloader.agent.profile.ClassHash;
import io.lazyloader.agent.profile.ClassProfile;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.RegionProfile;
import io.lazyloader.agent.profile.Tally;
import io.lazyloader.agent.report.Amounts;
import io.lazyloader.agent.report.Analysis;
import io.lazyloader.agent.report.FieldVerdict;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Judges the fields of a profile's regions by the class files on its class path. */
final class RegionVerdicts {
  private static final String IMMOVABLE = "can't move";
  private static final int MOST_NAMED = 3;

  private final PolicyOptions policy;
  private final Limits limits;
  private final Consumer<String> complain;

  /** Of each class the fields of its regions. */
  private final Map<String, Set<String>> fields = new TreeMap<>();

  /** Of each class the hashes of its class files that were recorded. */
  private final Map<String, Set<String>> hashes = new HashMap<>();

  private final Map<String, FieldVerdict> verdicts = new HashMap<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> others = new ArrayList<>();

  private RegionVerdicts(
      Profile profile, PolicyOptions policy, Limits limits, Consumer<String> complain) {
    this.policy = policy;
    this.limits = limits;
    this.complain = complain;
    for (ClassProfile owner : profile.classes().values()) {
      for (RegionProfile region : owner.regions()) {
        fields.computeIfAbsent(owner.name(), name -> new HashSet<>()).addAll(region.fields());
        hashes.computeIfAbsent(owner.name(), name -> new HashSet<>()).add(owner.hash());
      }
    }
  }

  /**
   * Judges. A class that is not found, or of which another version is found than was recorded, gets
   * no verdicts.
   *
   * @param classPath where to look, as {@code java -cp} takes it
   * @param limits what one initialiser may use until nothing is said about it
   * @param complain told of problems, as sentences
   * @return the analysis with its verdicts
   * @throws IOException if the class path can't be closed
   */
  static Analysis judge(
      Analysis analysis,
      String classPath,
      PolicyOptions policy,
      Limits limits,
      Consumer<String> complain)
      throws IOException {
    RegionVerdicts judged = new RegionVerdicts(analysis.profile(), policy, limits, complain);
    try (ProgramClasses classes = ProgramClasses.open(classPath)) {
      judged.judge(classes);
      classes.problems().stream().map(PathProblem::message).forEach(complain);
    }
    judged.tellOfGaps(classPath);
    return analysis.judged(judged.verdicts);
  }

  /**
   * The class path that the profile names.
   *
   * @return empty if it names none, or none of it is on this machine
   */
  static String recordedClassPath(Profile profile) {
    String path = profile.facts().getOrDefault("class_path", Tally.NONE).mostFrequent();
    boolean exists = entries(path).anyMatch(entry -> !entry.isEmpty() && new File(entry).exists());
    return exists ? path : "";
  }

  /** How many classes there are to judge, in words. */
  static String classes(Profile profile) {
    return Amounts.counted(
        profile.classes().values().stream().filter(owner -> !owner.regions().isEmpty()).count(),
        "class",
        "classes");
  }

  private void judge(ProgramClasses classes) {
    Explainer explainer = policy.explainer(classes, limits);
    for (Map.Entry<String, Set<String>> entry : fields.entrySet()) {
      String className = entry.getKey();
      ClassLocation location = classes.find(className.replace('.', '/'));
      try {
        if (location == null) {
          missing.add(className);
        } else if (!isRecorded(className, location)) {
          others.add(className);
        } else {
          explainer
              .explain(location, (name, field) -> entry.getValue().contains(field))
              .fields()
              .forEach(report -> verdicts.put(report.qualifiedName(), verdict(report)));
        }
      } catch (IOException e) {
        complain.accept(className + " has no verdicts: " + e.getMessage() + ".");
      }
    }
  }

  private boolean isRecorded(String className, ClassLocation location) throws IOException {
    return hashes.getOrDefault(className, Set.of()).contains(ClassHash.of(location.read()));
  }

  private void tellOfGaps(String classPath) {
    if (!missing.isEmpty()) {
      complain.accept(
          String.format(
              "%,d of %,d classes of the profile are not on the class path %s (%s), so their fields"
                  + " have no verdicts.",
              missing.size(), fields.size(), shortened(classPath), some(missing)));
    }
    if (!others.isEmpty()) {
      complain.accept(
          String.format(
              "%,d of %,d classes on the class path are not those that were recorded (%s): their"
                  + " bytes differ, so their fields have no verdicts. Record again.",
              others.size(), fields.size(), some(others)));
    }
  }

  private static String some(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMED)));
    return names.size() > MOST_NAMED ? first + ", ..." : first;
  }

  private static String shortened(String classPath) {
    List<String> entries = entries(classPath).toList();
    return entries.size() <= MOST_NAMED
        ? classPath
        : "of " + entries.size() + " entries that begins with " + entries.get(0);
  }

  private static Stream<String> entries(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator, -1));
  }

  private static FieldVerdict verdict(FieldReport report) {
    Verdict verdict = report.verdict();
    return new FieldVerdict(
        verdict == null ? IMMOVABLE : verdict.kind().name(), report.reason(), report.deferred());
  }
}
