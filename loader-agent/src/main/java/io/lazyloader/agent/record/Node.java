package io.lazyloader.agent.record;

import io.lazyloader.agent.plan.FieldName;
import io.lazyloader.agent.rewrite.Region;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A static initialiser that has probes: the {@code <clinit>} of a class, or one of its regions. Two
 * loaders that define the same class file share it.
 */
final class Node {
  /** Above 0. */
  final int number;

  /** The class that declares it, by its binary name. */
  final String declaring;

  /** Of the class file. */
  final String hash;

  /** Null for the {@code <clinit>}. */
  final @Nullable Region region;

  /** What a region calls of other classes. */
  final List<String> calls;

  private final List<InitialiserRun> runs = new ArrayList<>(1);

  Node(int number, String declaring, String hash, @Nullable Region region, List<String> calls) {
    this.number = number;
    this.declaring = declaring;
    this.hash = hash;
    this.region = region;
    this.calls = calls;
  }

  /** As profiles name it. */
  String name() {
    return region == null ? declaring : FieldName.of(declaring, region.firstField());
  }

  /** Whether it is the region that computes a field of a class. */
  boolean computes(String owner, String field) {
    return region != null && owner.equals(declaring) && region.fields().contains(field);
  }

  /** Keeps what a run measures; it may still be going on. */
  synchronized void add(InitialiserRun run) {
    runs.add(run);
  }

  synchronized boolean hasRun() {
    return !runs.isEmpty();
  }

  synchronized List<InitialiserRun> runs() {
    return List.copyOf(runs);
  }
}
