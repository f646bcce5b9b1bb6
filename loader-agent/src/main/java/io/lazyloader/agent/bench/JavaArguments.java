package io.lazyloader.agent.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What {@code java} gets, in its three parts.
 *
 * @param options of the JVM, each with the word that belongs to it
 * @param program what names the program: a main class, a source file, {@code -jar FILE} or {@code
 *     -m MODULE}; empty if nothing does, as with {@code -version} or where an argument file names
 *     it
 * @param arguments of the program
 */
public record JavaArguments(List<String> options, List<String> program, List<String> arguments) {
  /** Options whose value is the next word (JDK 17 to 25, "The java Command"). */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "-cp",
          "-classpath",
          "--class-path",
          "-p",
          "--module-path",
          "--upgrade-module-path",
          "--add-modules",
          "--limit-modules",
          "--add-exports",
          "--add-opens",
          "--add-reads",
          "--patch-module",
          "--enable-native-access",
          "--describe-module",
          "-d",
          "--source");

  /** Options whose value is the next word, and names the program. */
  private static final Set<String> WITH_PROGRAM = Set.of("-jar", "-m", "--module");

  /** Copies the lists. */
  public JavaArguments {
    options = List.copyOf(options);
    program = List.copyOf(program);
    arguments = List.copyOf(arguments);
  }

  /** Takes words apart as the {@code java} launcher does. */
  public static JavaArguments parse(List<String> words) {
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at);
      boolean namesProgram = WITH_PROGRAM.contains(word) || word.startsWith("--module=");
      if (namesProgram || !isOption(word)) {
        int end = Math.min(words.size(), at + (WITH_PROGRAM.contains(word) ? 2 : 1));
        return new JavaArguments(
            words.subList(0, at), words.subList(at, end), words.subList(end, words.size()));
      }
      at += WITH_VALUE.contains(word) ? 2 : 1;
    }
    return new JavaArguments(words, List.of(), List.of());
  }

  /** An argument file holds options, too, unless the program is named in it. */
  private static boolean isOption(String word) {
    return word.startsWith("-") || word.startsWith("@");
  }

  /** Whether the program is a jar that brings its class path, so that {@code -cp} means nothing. */
  public boolean isJar() {
    return !program.isEmpty() && program.get(0).equals("-jar");
  }

  /**
   * Adds options where they win over those that are there: behind them. Only what an argument file
   * says wins over them, if that names the program.
   */
  public JavaArguments with(List<String> more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(program.isEmpty() ? 0 : all.size(), more);
    return new JavaArguments(all, program, arguments);
  }

  /** Names another program, with the same options and arguments. */
  public JavaArguments running(List<String> other) {
    return new JavaArguments(options, other, arguments);
  }

  /** All words in their order. */
  public List<String> words() {
    List<String> words = new ArrayList<>(options);
    words.addAll(program);
    words.addAll(arguments);
    return words;
  }
}
