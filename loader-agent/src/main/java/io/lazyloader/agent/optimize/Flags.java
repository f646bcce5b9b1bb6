package io.lazyloader.agent.optimize;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Options of the JVM that may pay, with what they cost: the pass <i>flags</i> tries them on the
 * program one after the other. What the user chose already is not chosen again.
 *
 * @param option of the JVM
 * @param gain what it saves, and what it costs, in a line
 * @param taken options of the user's that it would contradict
 * @param since the first feature release of the JDK that has it
 */
record Flags(String option, String gain, Pattern taken, int since) {
  private static final Flags FAST_COMPILER =
      new Flags(
          "-XX:TieredStopAtLevel=1",
          "only the fast compiler, C1: less to compile in a short run; a long one has half the"
              + " speed or less",
          Pattern.compile("-XX:TieredStopAtLevel=.*|-XX:[+-]TieredCompilation|-Xint|-Xcomp"),
          Part.LOWEST_RELEASE);

  private static final Flags SERIAL_COLLECTOR =
      new Flags(
          "-XX:+UseSerialGC",
          "the collector with the least to set up; collections of a large heap take longer",
          Pattern.compile("-XX:[+-]Use\\w+GC"),
          Part.LOWEST_RELEASE);

  private static final Flags NO_COUNTERS =
      new Flags(
          "-XX:-UsePerfData",
          "no file with counters in the temporary directory; jps and jstat don't see the program",
          Pattern.compile("-XX:[+-]UsePerfData"),
          Part.LOWEST_RELEASE);

  /** See {@link HugePages}. */
  private static final Flags HUGE_PAGES =
      new Flags(
          HugePages.OPTION,
          "the heap comes from the operating system in pages of 2 MB, so there are fewer page faults;"
              + " some more memory is in use",
          Pattern.compile("-XX:[+-]Use(TransparentHuge|Large)Pages"),
          Part.LOWEST_RELEASE);

  /** JEP 519. */
  private static final Flags COMPACT_HEADERS =
      new Flags(
          "-XX:+UseCompactObjectHeaders",
          "objects are smaller by four bytes or more; at most four million classes can be loaded",
          Pattern.compile("-XX:[+-]UseCompactObjectHeaders|-XX:[+-]UseCompressedClassPointers"),
          25);

  /** For programs that end soon. */
  private static final List<Flags> CLI =
      List.of(FAST_COMPILER, SERIAL_COLLECTOR, NO_COUNTERS, HUGE_PAGES);

  /**
   * For programs that stay: nothing that makes them slower once they run. A large first heap is not
   * among them: until all of it was written to once, each page is got from the operating system.
   */
  private static final List<Flags> SERVER = List.of(NO_COUNTERS, COMPACT_HEADERS, HUGE_PAGES);

  /**
   * Those to try for a purpose on a JDK.
   *
   * @param given options of the user's, which none may contradict
   * @param excluded options that are not to be chosen
   */
  static List<Flags> candidates(
      Purpose purpose, List<String> given, Set<String> excluded, TargetJdk jdk) {
    return (purpose == Purpose.CLI ? CLI : SERVER)
        .stream()
            .filter(flag -> flag.since <= jdk.feature() && !excluded.contains(flag.option))
            .filter(flag -> !flag.equals(HUGE_PAGES) || HugePages.areOffered())
            .filter(flag -> given.stream().noneMatch(word -> flag.taken.matcher(word).matches()))
            .toList();
  }
}
