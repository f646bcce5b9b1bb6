package io.lazyloader.agent.cli.explain;

import io.lazyloader.agent.classpath.ClassLocation;
import io.lazyloader.agent.classpath.ProgramClasses;
import io.lazyloader.agent.cli.common.SimilarNames;
import io.lazyloader.agent.cli.verdict.ClassReport;
import io.lazyloader.agent.cli.verdict.DeclaredFields;
import io.lazyloader.agent.cli.verdict.Explainer;
import io.lazyloader.agent.plan.FieldName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers for classes and fields that the user named, or says what is wrong with a name. */
final class ClassQuery {
  /** How many entries of a class path a message names. */
  private static final int MOST_ENTRIES = 3;

  private final ProgramClasses classes;
  private final Explainer explainer;
  private final List<String> problems = new ArrayList<>();

  ClassQuery(ProgramClasses classes, Explainer explainer) {
    this.classes = classes;
    this.explainer = explainer;
  }

  /**
   * Reports on each class once, in the order in which the user first named it.
   *
   * @param names of the form {@code CLASS} or {@code CLASS#FIELD}
   */
  List<ClassReport> answer(List<String> names) {
    // No field stands for all of them.
    Map<String, Set<String>> wanted = new LinkedHashMap<>();
    Map<String, ClassLocation> locations = new LinkedHashMap<>();
    for (String name : names) {
      int separator = name.indexOf(FieldName.SEPARATOR);
      String className = separator < 0 ? name : name.substring(0, separator);
      String field = separator < 0 ? "" : name.substring(separator + 1);
      if (className.isEmpty() || (separator >= 0 && field.isEmpty())) {
        problems.add("'" + name + "' is not of the form CLASS or CLASS#FIELD.");
        continue;
      }
      ClassLocation location = find(className);
      if (location == null) {
        problems.add(missing(className));
        continue;
      }
      locations.put(location.internalName(), location);
      wanted.computeIfAbsent(location.internalName(), key -> new LinkedHashSet<>()).add(field);
    }
    List<ClassReport> reports = new ArrayList<>();
    locations.forEach(
        (name, location) -> report(location, wanted.getOrDefault(name, Set.of()), reports));
    return reports;
  }

  /** What could not be answered, as sentences that say what to do. */
  List<String> problems() {
    return problems;
  }

  /** Finds a class whose name may have dots where the binary name has {@code $}. */
  private @Nullable ClassLocation find(String className) {
    StringBuilder name = new StringBuilder(className.replace('.', '/'));
    while (true) {
      ClassLocation location = classes.find(name.toString());
      int dot = name.lastIndexOf("/");
      if (location != null || dot < 0) {
        return location;
      }
      name.setCharAt(dot, '$');
    }
  }

  private String missing(String className) {
    List<String> guesses = guesses(className);
    return "class "
        + className
        + " is neither in the JDK nor on the class path ("
        + path(classes.entries())
        + "). "
        + (guesses.isEmpty()
            ? "Name the jar or directory that has it with -cp."
            : "Did you mean " + String.join(" or ", guesses) + "?");
  }

  /** A fat jar has so many entries that nobody would see what stands behind them. */
  private static String path(List<String> entries) {
    if (entries.isEmpty()) {
      return "which is empty";
    }
    return entries.size() <= MOST_ENTRIES
        ? String.join(", ", entries)
        : entries.size() + " entries, the first is " + entries.get(0);
  }

  /** The program's classes first: of the JDK's, which are many, one is always nearly so called. */
  private List<String> guesses(String className) {
    List<String> own =
        classes.onClassPath().stream()
            .map(location -> location.internalName().replace('/', '.'))
            .toList();
    String ofKotlin = className + "Kt"; // What is at top level of a file is in such a class.
    List<String> guesses =
        own.contains(ofKotlin) ? List.of(ofKotlin) : SimilarNames.to(className, own);
    if (!guesses.isEmpty()) {
      return guesses;
    }
    Stream<String> all = classes.names().stream().map(name -> name.replace('/', '.'));
    if (className.indexOf('.') >= 0) {
      return SimilarNames.to(className, all.toList());
    }
    String simple = '.' + className.toLowerCase(Locale.ROOT);
    return all.filter(name -> name.startsWith("java"))
        .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(simple))
        .sorted()
        .limit(3)
        .toList();
  }

  private void report(ClassLocation location, Set<String> wanted, List<ClassReport> reports) {
    String className = location.internalName().replace('/', '.');
    try {
      DeclaredFields declared = Explainer.declared(location, location.read());
      Set<String> unknown = new LinkedHashSet<>(wanted);
      unknown.removeAll(declared.statics);
      boolean all = unknown.remove("");
      for (String field : unknown) {
        problems.add(wrongField(className, field, declared));
      }
      if (all || unknown.size() < wanted.size()) {
        reports.add(explainer.explain(location, (name, field) -> all || wanted.contains(field)));
      }
    } catch (IOException e) {
      problems.add("class " + className + " in " + location.entry() + ": " + e.getMessage() + ".");
    }
  }

  private static String wrongField(String className, String field, DeclaredFields declared) {
    if (declared.ofObjects.contains(field)) {
      return "field '"
          + field
          + "' of "
          + className
          + " is not static: every object has its own, so there is nothing to defer.";
    }
    if (declared.synthetic.contains(field)) {
      return "field '" + field + "' of " + className + " is the compiler's own and stays eager.";
    }
    return "no field '"
        + field
        + "' in "
        + className
        + (declared.statics.isEmpty()
            ? " (it has no static fields)."
            : SimilarNames.hint(field, declared.statics)
                + " (static fields: "
                + String.join(", ", declared.statics)
                + ").");
  }
}
