package io.lazyloader.agent.bench;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What Linux tells of processes, see proc(5). On other systems nothing is told, and that is null.
 * For one thread.
 */
final class ProcFiles {
  /** {@code USER_HZ}, which is 100 on every architecture that a current JDK runs on. */
  static final double TICKS_PER_SECOND = 100;

  private final Path root;

  /** The kernel writes what is read here at once, and none of it is half as long. */
  private final byte[] buffer = new byte[8_192];

  /**
   * Reads below a directory.
   *
   * @param root {@code /proc}
   */
  ProcFiles(Path root) {
    this.root = root;
  }

  /** Processor time in clock ticks, each of 10 ms. */
  record Ticks(long user, long system) {
    Ticks minus(Ticks earlier) {
      return new Ticks(user - earlier.user, system - earlier.system);
    }
  }

  /** What a process has used so far, all threads together, those that ended included. */
  @Nullable Ticks used(long pid) {
    return ticks(Long.toString(pid), 14);
  }

  /** What all processes have used that ended and that this one started, and so on downwards. */
  @Nullable Ticks usedByChildren() {
    return ticks("self", 16);
  }

  /** Two fields of {@code stat}, which are counted from 1. */
  private @Nullable Ticks ticks(String process, int field) {
    String stat = read(process, "stat");
    if (stat == null) {
      return null;
    }
    // The second field, a name in parentheses, may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    int index = field - 3;
    return fields.length <= index + 1
        ? null
        : new Ticks(Long.parseLong(fields[index]), Long.parseLong(fields[index + 1]));
  }

  /** The most memory that was ever resident, in bytes ({@code VmHWM}). */
  @Nullable Long peakResident(long pid) {
    return kilobytes(read(Long.toString(pid), "status"), "VmHWM:");
  }

  /** The proportional set size in bytes; the kernel walks all page tables for it. */
  @Nullable Long proportional(long pid) {
    return kilobytes(read(Long.toString(pid), "smaps_rollup"), "Pss:");
  }

  private static @Nullable Long kilobytes(@Nullable String lines, String key) {
    int start = lines == null ? -1 : lines.indexOf('\n' + key);
    if (lines == null || start < 0) {
      return null;
    }
    int begin = start + 1 + key.length();
    int end = lines.indexOf(" kB", begin);
    return end < 0 ? null : (Long) (Long.parseLong(lines.substring(begin, end).strip()) * 1024);
  }

  /** As lean as can be: this is done often, beside a program whose time is taken. */
  private @Nullable String read(String process, String file) {
    try (FileInputStream bytes = new FileInputStream(root + "/" + process + '/' + file)) {
      int length = bytes.read(buffer);
      return length <= 0 ? null : new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // Not Linux, or the process is gone.
      return null;
    }
  }
}
