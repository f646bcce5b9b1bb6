package io.lazyloader.agent.optimize;

import io.lazyloader.agent.plan.FieldName;
import io.lazyloader.agent.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the optimiser is to leave as it is, whoever asks for it. In a file that is UTF-8 text with
 * the first line {@code lazyloader-exclude 1}, and then one of these a line, with comments as in a
 * {@linkplain Plan plan}: {@code com.acme.Main#LOG}, {@code com.acme.Main}, {@code
 * -XX:+UseSerialGC}, {@code pass:merge}.
 *
 * @param passes that are not tried
 * @param options of the JVM that are not chosen
 * @param classes binary names of those whose class files are not modernised, and whose static
 *     initialisers stay
 * @param fields those that stay eager, as {@link FieldName} has them
 */
public record Exclusions(
    Set<Pass> passes, Set<String> options, Set<String> classes, Set<String> fields) {
  /** Nothing is excluded. */
  public static final Exclusions NONE = new Exclusions(Set.of(), Set.of(), Set.of(), Set.of());

  /** The first line of a file. */
  public static final String HEADER = "lazyloader-exclude 1";

  private static final String PASS = "pass:";

  /** Copies the sets. */
  public Exclusions {
    passes = Set.copyOf(passes);
    options = Set.copyOf(options);
    classes = Set.copyOf(classes);
    fields = Set.copyOf(fields);
  }

  /**
   * Excludes what a pass would change.
   *
   * @param items what is named of it: options of {@link Pass#FLAGS}, classes of {@link
   *     Pass#MODERNISE}, fields of {@link Pass#DEFER}; empty for the whole pass
   */
  static Exclusions of(Pass pass, Collection<String> items) {
    Set<String> names = Set.copyOf(items);
    if (names.isEmpty()) {
      return new Exclusions(Set.of(pass), Set.of(), Set.of(), Set.of());
    }
    return switch (pass) {
      case FLAGS -> new Exclusions(Set.of(), names, Set.of(), Set.of());
      case MODERNISE -> new Exclusions(Set.of(), Set.of(), names, Set.of());
      case DEFER -> new Exclusions(Set.of(), Set.of(), Set.of(), names);
      case PACK, ARCHIVE, UNSEAL, MERGE, HINTS ->
          throw new IllegalArgumentException(pass + " is done as a whole or not at all");
    };
  }

  /** What these exclude, and others. */
  public Exclusions and(Exclusions other) {
    return new Exclusions(
        union(passes, other.passes),
        union(options, other.options),
        union(classes, other.classes),
        union(fields, other.fields));
  }

  private static <T extends Comparable<T>> Set<T> union(Set<T> some, Set<T> others) {
    Set<T> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  boolean hasField(String className, String field) {
    return fields.contains(FieldName.of(className, field));
  }

  /**
   * Reads a file. What can't be understood is an error: passed over, it would be optimised.
   *
   * @throws OptimizeException if it has such a line
   */
  public static Exclusions read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !Plan.withoutComment(lines.get(0)).equals(HEADER)) {
      throw OptimizeException.usage(
          file + " does not begin with the line \"" + HEADER + "\", so it excludes nothing.");
    }
    Exclusions all = NONE;
    for (int at = 1; at < lines.size(); at++) {
      String line = Plan.withoutComment(lines.get(at));
      if (!line.isEmpty()) {
        Exclusions one = parse(line);
        if (one == null) {
          throw OptimizeException.usage(
              file
                  + " line "
                  + (at + 1)
                  + ": \""
                  + line
                  + "\" is none of fully.qualified.Class#FIELD, fully.qualified.Class, -XX:option"
                  + " and pass:name.");
        }
        all = all.and(one);
      }
    }
    return all;
  }

  private static @Nullable Exclusions parse(String line) {
    if (line.startsWith(PASS)) {
      for (Pass pass : Pass.values()) {
        if (line.equals(PASS + pass.label())) {
          return of(pass, Set.of());
        }
      }
      return null;
    }
    if (line.startsWith("-X")) {
      return of(Pass.FLAGS, Set.of(line));
    }
    int separator = line.indexOf(FieldName.SEPARATOR);
    if (line.startsWith("-") || line.matches(".*[\\s/:].*") || separator == 0) {
      return null;
    }
    if (separator < 0) {
      return of(Pass.MODERNISE, Set.of(line));
    }
    return separator == line.length() - 1 ? null : of(Pass.DEFER, Set.of(line));
  }

  /** The lines of a file, without its first: those of a kind together, each kind sorted. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    new TreeSet<>(passes).forEach(pass -> lines.add(PASS + pass.label()));
    lines.addAll(new TreeSet<>(options));
    lines.addAll(new TreeSet<>(classes));
    lines.addAll(new TreeSet<>(fields));
    return lines;
  }
}
