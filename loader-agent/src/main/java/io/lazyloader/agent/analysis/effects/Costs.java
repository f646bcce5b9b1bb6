package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.rewrite.Region;
import java.util.HashSet;
import java.util.Set;

/** What one run of an initialiser costs, and how much of its {@link Limits} is used up. */
final class Costs {
  private final Limits limits;

  /** Instructions run, by the position that was current. */
  private long[] costs = {};

  /** Classes whose initialisers are counted already. */
  private final Set<String> triggered = new HashSet<>();

  private long steps;
  private long allocated;

  /** What the initialisers of the other members of its circle cost. */
  private long shared;

  Costs(Limits limits) {
    this.limits = limits;
  }

  void begin(int instructions) {
    costs = new long[instructions];
  }

  /** Counts an instruction; returns whether there may be so many. */
  boolean step(int position) {
    if (isInside(position)) {
      costs[position]++;
    }
    return ++steps <= limits.instructions();
  }

  /** Counts what the analysing JVM is about to do, unless it is too much; tells which. */
  boolean works(long more) {
    long sum = steps + more;
    if (sum > limits.instructions()) {
      return false;
    }
    steps = sum;
    return true;
  }

  /** Counts bytes that are about to be allocated, unless they are too many; tells which. */
  boolean allocates(long bytes) {
    long sum = allocated + bytes;
    if (sum > limits.bytes()) {
      return false;
    }
    allocated = sum;
    return true;
  }

  long allocated() {
    return allocated;
  }

  boolean isOverBudget() {
    return steps > limits.instructions();
  }

  /** Adds what the initialiser of a class costs, to the first who needs it, whoever ran it. */
  void triggers(int position, String className, long cost) {
    if (isInside(position) && triggered.add(className)) {
      costs[position] += cost;
    }
  }

  void shares(long cost) {
    shared = cost;
  }

  long shared() {
    return shared;
  }

  /** All instructions, those of a circle included. */
  long all() {
    long cost = 0;
    for (long each : costs) {
      cost += each;
    }
    return cost + shared;
  }

  /** The instructions of a region and of what it triggers. */
  long in(Region region) {
    long cost = 0;
    for (int at = region.start(); at < region.end() && at < costs.length; at++) {
      cost += costs[at];
    }
    return cost;
  }

  /** What it takes to keep them. */
  long kept() {
    return 8L * costs.length;
  }

  private boolean isInside(int position) {
    return position >= 0 && position < costs.length;
  }
}
