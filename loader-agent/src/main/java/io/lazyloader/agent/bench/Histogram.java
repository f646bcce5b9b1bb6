package io.lazyloader.agent.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws how the times of each arm are distributed: a line for each, all to one scale. */
final class Histogram {
  /** Nothing to one of a bar's height, lowest first. */
  private static final String BLOCKS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  private static final String ASCII = " .:-=+*#@";
  private static final int MIN_BINS = 20;
  private static final int MAX_BINS = 80;

  private Histogram() {}

  /** Returns the lines; none where there is no room, or nothing to see. */
  static List<String> lines(Outcome outcome, int width, boolean hasBlocks) {
    int label = outcome.arms().stream().mapToInt(arm -> arm.name().length()).max().orElse(0);
    int bins = Math.min(MAX_BINS, width - label - 4);
    double min = outcome.arms().stream().mapToDouble(arm -> arm.times().min()).min().orElse(0);
    double max = outcome.arms().stream().mapToDouble(arm -> arm.times().max()).max().orElse(0);
    if (bins < MIN_BINS || outcome.rounds() < Settings.MIN_ROUNDS || max <= min) {
      return List.of();
    }
    String indent = " ".repeat(label + 2);
    String from = Figures.time(min);
    String to = Figures.time(max);
    List<String> lines = new ArrayList<>();
    lines.add(indent + from + " ".repeat(Math.max(1, bins + 2 - from.length() - to.length())) + to);
    for (ArmResult arm : outcome.arms()) {
      String name = arm.name() + " ".repeat(label + 2 - arm.name().length());
      lines.add(name + '|' + bars(arm.times(), min, max, bins, hasBlocks ? BLOCKS : ASCII) + '|');
    }
    return lines;
  }

  /** The highest bar of an arm is a full one. */
  private static String bars(Sample times, double min, double max, int bins, String levels) {
    int[] counts = new int[bins];
    for (int i = 0; i < times.size(); i++) {
      counts[(int) Math.min(bins - 1, (times.at(i) - min) / (max - min) * bins)]++;
    }
    int most = Arrays.stream(counts).max().orElse(1);
    StringBuilder bars = new StringBuilder();
    for (int count : counts) {
      bars.append(levels.charAt((int) Math.ceil((double) count / most * (levels.length() - 1))));
    }
    return bars.toString();
  }
}
