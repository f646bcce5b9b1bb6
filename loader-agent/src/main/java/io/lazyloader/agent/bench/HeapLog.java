package io.lazyloader.agent.bench;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a log of HotSpot's ({@code -Xlog:gc*,gc+heap=debug}) how much of the heap was
 * allocated: what was in use at the end, and what collections took away before. That holds for
 * collectors that stop the program for it (G1, Parallel, Serial); what G1 frees in its remark and
 * cleanup pauses counts to the megabyte, as it is logged. Objects that the JDK brings in its
 * archive count, too.
 *
 * <p>What G1 says of the heap before a collection may lack the region that was filled last; the
 * line that sums the collection up has it, to the megabyte below.
 */
final class HeapLog {
  private static final Pattern PREFIX = Pattern.compile("^GC\\(\\d+\\) ");

  /** One generation in use, as JDK 17 to 25 write it. */
  private static final Pattern IN_USE =
      Pattern.compile(
          "^ *(?:garbage-first heap|def new generation|DefNew|tenured generation|Tenured|PSYoungGen"
              + "|ParOldGen) +total .*, used (\\d+)K");

  private static final Pattern REGION = Pattern.compile("^ *region size (\\d+)K");

  private static final Pattern PAUSE = Pattern.compile("^Pause (.*) (\\d+)M->(\\d+)M");

  private long allocated;

  /** The size of G1's regions, or 0. */
  private long region;

  /** What was said to be in use before the last collection. */
  private long before;

  private long inUse;

  /** Kilobytes in use where a part of the log says so. */
  private long sum;

  private @Nullable Boolean isAfter;
  private boolean isUnderstood;

  private HeapLog() {}

  /**
   * Reads the log of a JVM.
   *
   * @param log its lines, without decorations
   * @return the allocated bytes, or null if the log does not tell
   */
  static @Nullable Long allocatedBytes(List<String> log) {
    HeapLog reader = new HeapLog();
    log.forEach(reader::read);
    reader.endPart();
    return reader.isUnderstood ? (Long) (reader.allocated * 1024) : null;
  }

  private void read(String decorated) {
    String line = PREFIX.matcher(decorated).replaceFirst("");
    if (line.startsWith("Heap before GC") || line.startsWith("Heap Before GC")) {
      beginPart(/* isAfterCollection= */ false);
    } else if (line.startsWith("Heap after GC") || line.startsWith("Heap After GC")) {
      beginPart(/* isAfterCollection= */ true);
    } else if (line.equals("Heap")) {
      // At the end of the JVM, or in the answer of jcmd.
      beginPart(/* isAfterCollection= */ false);
    }
    Matcher generation = IN_USE.matcher(line);
    if (isAfter != null && generation.find()) {
      sum += Long.parseLong(generation.group(1));
      isUnderstood = true;
    }
    Matcher size = REGION.matcher(line);
    if (size.find()) {
      region = Long.parseLong(size.group(1));
    }
    Matcher pause = PAUSE.matcher(line);
    if (pause.find()) {
      endPart();
      long from = Long.parseLong(pause.group(2)) * 1024;
      if (pause.group(1).matches("Remark|Cleanup")) {
        inUse -= from - Long.parseLong(pause.group(3)) * 1024;
      } else if (from > before) {
        allocated += region;
      }
    }
  }

  private void beginPart(boolean isAfterCollection) {
    endPart();
    isAfter = isAfterCollection;
  }

  private void endPart() {
    if (isAfter != null) {
      if (!isAfter) {
        allocated += sum - inUse;
        before = sum;
      }
      inUse = sum;
    }
    sum = 0;
    isAfter = null;
  }
}
