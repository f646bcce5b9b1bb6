package io.lazyloader.agent.record;

import io.lazyloader.agent.profile.Measure;
import io.lazyloader.agent.profile.Tally;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A static field by the name that code uses for it, and who read it. Thread-safe. */
final class ReadField {
  final String name;

  private int reads;
  private long firstNanos;
  private long ownNanosBefore;
  private @Nullable CodePlace firstSite;
  private @Nullable Node firstReader;
  private final Users readers = new Users();

  ReadField(String name) {
    this.name = name;
  }

  /**
   * Notes a read.
   *
   * @param reader the initialisation that reads, or null for the program
   * @param site the instruction that reads
   * @param nanos when, a value of {@link System#nanoTime}
   * @param ownNanos what recording had cost the thread by then
   * @return whether there is nothing more to learn from further reads by this reader
   */
  synchronized boolean read(@Nullable Node reader, CodePlace site, long nanos, long ownNanos) {
    if (reads < Measure.MOST_READS) {
      reads++;
    }
    if (firstSite == null) {
      firstSite = site;
      firstReader = reader;
      firstNanos = nanos;
      ownNanosBefore = ownNanos;
    }
    readers.add(reader, site);
    return reads == Measure.MOST_READS;
  }

  synchronized int reads() {
    return reads;
  }

  /** When it was first read, a value of {@link System#nanoTime}; meaningless if it was not. */
  synchronized long firstNanos() {
    return firstNanos;
  }

  /** What recording had cost the first reader's thread by then, in nanoseconds. */
  synchronized long ownNanosBefore() {
    return ownNanosBefore;
  }

  synchronized @Nullable CodePlace firstSite() {
    return firstSite;
  }

  /** Null if the program read it first. */
  synchronized @Nullable Node firstReader() {
    return firstReader;
  }

  /** Adds who read it by this name, as profiles name them. */
  synchronized void addReadersTo(Map<String, Tally.Entry> others) {
    readers.addTo(others);
  }
}
