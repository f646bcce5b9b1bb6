package io.lazyloader.samples.suites;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Something that two eager runs of a program may do differently, and how it is made equal before
 * runs are compared. Each has a name, by which the table of programs refers to it.
 */
record Noise(String name, UnaryOperator<Map<String, String>> steady) {
  static final Noise DATES =
      text(
          "dates and times of day",
          "\\d{4}[-/.]\\d{2}[-/.]\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2})?([.,]\\d+)?)?"
              + "( ?(Z|UTC|[+-]\\d{2}:?\\d{2}))?"
              + "|((Mon|Tue|Wed|Thu|Fri|Sat|Sun)\\w*,? )?(\\d{1,2} )?"
              + "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},?"
              + "( \\d{4})?( at)?( \\d{1,2}:\\d{2}(:\\d{2})?)?( [AP]M)?( (GMT|UTC|[A-Z]{3,4}))?( \\d{4})?"
              + "|\\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \\d{4}( [0-9:]+)?( GMT)?"
              + "|\\b\\d{1,2}:\\d{2}:\\d{2}([.,]\\d+)?",
          "DATE");
  static final Noise DURATIONS =
      text(
          "durations",
          "\\b\\d+([.,]\\d+)? ?(ns|ms|msec|msecs|s|sec|secs|second|seconds|milliseconds|millis|minutes?)\\b",
          "TIME");
  static final Noise IDENTITIES =
      text("identity hash codes", "(?<=[\\w;$\\]>/])@([0-9a-f]{4,8}|\\d{9,10})\\b", "@HASH");
  static final Noise UUIDS =
      inNamesToo("UUIDs", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID");
  static final Noise THREADS =
      text(
          "numbers of threads",
          "(?i)(thread|worker|executor|exec|handler|pool|qtp)([-#]?)\\d+(-\\d+)?",
          "$1$2N");

  /** Several threads write, and nobody says which comes first. */
  static final Noise ORDER =
      new Noise("order of printed lines", texts -> change(texts, "standard *", Noise::sorted));

  /** What matches the regular expression is replaced in all texts. */
  static Noise text(String name, String regex, String replacement) {
    Pattern pattern = Pattern.compile(regex);
    return new Noise(
        name, texts -> change(texts, "**", text -> pattern.matcher(text).replaceAll(replacement)));
  }

  /** As above, and in the names of files; of two that are called the same then, both are there. */
  private static Noise inNamesToo(String name, String regex, String replacement) {
    Pattern pattern = Pattern.compile(regex);
    UnaryOperator<Map<String, String>> inTexts = text(name, regex, replacement).steady();
    return new Noise(
        name,
        texts -> {
          Map<String, String> renamed = new TreeMap<>();
          inTexts
              .apply(texts)
              .forEach(
                  (file, text) ->
                      renamed.merge(
                          pattern.matcher(file).replaceAll(replacement), text, String::concat));
          return renamed;
        });
  }

  /** As above, in the texts whose names match the glob. */
  static Noise text(String name, String glob, String regex, String replacement) {
    Pattern pattern = Pattern.compile(regex);
    return new Noise(
        name, texts -> change(texts, glob, text -> pattern.matcher(text).replaceAll(replacement)));
  }

  /** Files that are not compared. */
  static Noise files(String name, String glob) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    return new Noise(
        name,
        texts -> {
          Map<String, String> left = new TreeMap<>(texts);
          left.keySet().removeIf(file -> matcher.matches(Path.of(file)));
          return left;
        });
  }

  private static Map<String, String> change(
      Map<String, String> texts, String glob, UnaryOperator<String> change) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    Map<String, String> changed = new TreeMap<>(texts);
    changed.replaceAll((name, text) -> matcher.matches(Path.of(name)) ? change.apply(text) : text);
    return changed;
  }

  private static String sorted(String text) {
    return text.lines().sorted().collect(Collectors.joining("\n"));
  }
}
