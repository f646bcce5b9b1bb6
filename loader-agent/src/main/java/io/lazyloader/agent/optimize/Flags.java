package io.lazyloader.agent.optimize;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Options of the JVM that may pay, with what they cost: the pass <i>flags</i> tries them on the
 * program one after the other. What the user chose already is not chosen again.
 *
 * @param option of the JVM
 * @param gain what it saves, and what it costs, in a line
 * @param taken options of the user's that it would contradict
 */
record Flags(String option, String gain, Pattern taken) {
  private static final Pattern COLLECTOR = Pattern.compile("-XX:[+-]Use\\w+GC");

  /** For programs that end soon. */
  private static final List<Flags> CLI =
      List.of(
          new Flags(
              "-XX:TieredStopAtLevel=1",
              "only the fast compiler, C1: less to compile in a short run; a long one has half the"
                  + " speed or less",
              Pattern.compile("-XX:TieredStopAtLevel=.*|-XX:[+-]TieredCompilation|-Xint|-Xcomp")),
          new Flags(
              "-XX:+UseSerialGC",
              "the collector with the least to set up; collections of a large heap take longer",
              COLLECTOR),
          new Flags(
              "-XX:-UsePerfData",
              "no file with counters in the temporary directory; jps and jstat don't see the"
                  + " program",
              Pattern.compile("-XX:[+-]UsePerfData")));

  /** For programs that stay: nothing that makes them slower once they run. */
  private static final List<Flags> SERVER =
      List.of(
          new Flags(
              "-XX:-UsePerfData",
              "no file with counters in the temporary directory; jps and jstat don't see the"
                  + " program",
              Pattern.compile("-XX:[+-]UsePerfData")));

  /** Those to try for a purpose, but for what contradicts options of the user's. */
  static List<Flags> candidates(Purpose purpose, List<String> given) {
    return (purpose == Purpose.CLI ? CLI : SERVER)
        .stream()
            .filter(flag -> given.stream().noneMatch(word -> flag.taken.matcher(word).matches()))
            .toList();
  }
}
