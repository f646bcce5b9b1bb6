package io.lazyloader.samples.corpus;

import io.lazyloader.agent.rewrite.Decision;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;

/** What came of one artifact. */
final class ArtifactReport {
  /** How many classes are not of another language than the artifact's, in percent. */
  private static final int NOTABLE = 2;

  final String name;
  final Map<Depth, Map<Language, Tally>> tallies = new EnumMap<>(Depth.class);
  final List<Failure> failures = new ArrayList<>();
  private final Map<Language, Integer> languages = new EnumMap<>(Language.class);
  private final Map<String, Language> languageOf = new TreeMap<>();
  private final Set<Integer> versions = new TreeSet<>();

  ArtifactReport(Artifact artifact) {
    this.name = artifact.name();
    artifact.classes().forEach(this::describe);
    // Of a Scala 3 source, only the outermost class says so.
    if (languages.containsKey(Language.SCALA_3)) {
      languageOf.replaceAll((className, language) -> scala3(language));
      languages.merge(Language.SCALA_3, languages.getOrDefault(Language.SCALA_2, 0), Integer::sum);
      languages.remove(Language.SCALA_2);
    }
  }

  private static Language scala3(Language language) {
    return language == Language.SCALA_2 ? Language.SCALA_3 : language;
  }

  private void describe(String className, byte[] classFile) {
    Language language = Language.of(classFile);
    languageOf.put(className, language);
    languages.merge(language, 1, Integer::sum);
    versions.add((int) new ClassReader(classFile).readShort(6));
  }

  /**
   * Counts what was decided and rewritten, and compares what the JVM made of it.
   *
   * @param before the outcome of linking each class as it was
   * @param after the same of each class as rewritten
   */
  void add(Rewriting rewriting, Map<String, String> before, Map<String, String> after) {
    Map<Language, Tally> byLanguage = new EnumMap<>(Language.class);
    tallies.put(rewriting.depth(), byLanguage);
    for (Map.Entry<String, Decision> entry : rewriting.decisions().entrySet()) {
      String className = entry.getKey();
      Tally tally = tally(byLanguage, className);
      tally.count(entry.getValue(), rewriting.rewritten().containsKey(className));
      if (!Linker.LINKED.equals(before.get(className))) {
        tally.notLinked++;
      }
    }
    rewriting.failures().forEach(failure -> add(byLanguage, failure));
    for (Failure failure : Reads.failures(rewriting)) {
      add(byLanguage, failure);
    }
    for (String className : languageOf.keySet()) {
      String wanted = before.getOrDefault(className, "missing");
      String actual = after.getOrDefault(className, "missing");
      if (!kind(wanted).equals(kind(actual))) {
        String problem = "was " + wanted + ", is " + actual;
        add(byLanguage, new Failure(name, rewriting.depth(), className, problem));
      }
    }
  }

  /** Errors may name another class when methods have changed places, but must not change kind. */
  private static String kind(String outcome) {
    return outcome.split(":", 2)[0];
  }

  private void add(Map<Language, Tally> byLanguage, Failure failure) {
    failures.add(failure);
    tally(byLanguage, failure.className()).failures++;
  }

  private Tally tally(Map<Language, Tally> byLanguage, String className) {
    Language language = languageOf.getOrDefault(className, Language.OTHER);
    return byLanguage.computeIfAbsent(language, key -> new Tally());
  }

  Tally total(Depth depth) {
    Tally total = new Tally();
    tallies.getOrDefault(depth, Map.of()).values().forEach(total::add);
    return total;
  }

  /** The languages of its classes, the most frequent first, without the rare ones. */
  String languages() {
    List<String> names = new ArrayList<>();
    languages.entrySet().stream()
        .filter(entry -> 100 * entry.getValue() >= NOTABLE * languageOf.size())
        .sorted(Map.Entry.<Language, Integer>comparingByValue().reversed())
        .forEach(entry -> names.add(entry.getKey().toString()));
    return String.join(", ", names);
  }

  /** The versions of its class files, from the oldest to the newest. */
  String versions() {
    List<Integer> sorted = List.copyOf(new TreeSet<>(versions));
    int oldest = sorted.get(0);
    int newest = sorted.get(sorted.size() - 1);
    return oldest == newest ? "" + oldest : oldest + "-" + newest;
  }
}
