package io.lazyloader.agent.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a comparison came to: figures of each arm, and what there is to say beside. */
public final class Outcome {
  private final Settings settings;
  private final List<ArmResult> arms;
  private final boolean isPrecise;
  private final List<String> notes;

  Outcome(Settings settings, List<ArmResult> arms, boolean isPrecise, List<String> notes) {
    this.settings = settings;
    this.arms = List.copyOf(arms);
    this.isPrecise = isPrecise;
    this.notes = List.copyOf(notes);
  }

  Settings settings() {
    return settings;
  }

  /** What each arm came to, in their order. */
  public List<ArmSummary> summaries() {
    List<ArmSummary> summaries = new ArrayList<>();
    for (ArmResult arm : arms) {
      summaries.add(
          new ArmSummary(
              arm.name(),
              arm.times().median(),
              shift(arm),
              arm.inside().allocatedBytes(),
              arm.proportional(),
              arm.inside().loadedClasses(),
              arm.inside().archivedClasses()));
    }
    return summaries;
  }

  /** All arms, the one that the others are compared with first. */
  List<ArmResult> arms() {
    return arms;
  }

  ArmResult first() {
    return arms.get(0);
  }

  /** Whether an arm is the one that others are compared with; no two have the same name. */
  boolean isFirst(ArmResult arm) {
    return arm.name().equals(first().name());
  }

  /** How often each arm was timed. */
  public int rounds() {
    return first().runs().size();
  }

  /** Whether it ended as all shifts were known well enough. */
  boolean isPrecise() {
    return isPrecise;
  }

  /** Sentences for the reader. */
  public List<String> notes() {
    return notes;
  }

  /** The first arm in its second role, or null. */
  @Nullable ArmResult itself() {
    return settings.comparesFirstToItself() ? arms.get(arms.size() - 1) : null;
  }

  /** By how much the time of an arm differs from that of the first; null for that one. */
  @Nullable Shift shift(ArmResult arm) {
    return shift(arm, Quantity.TIME);
  }

  /** The same of another figure; null, too, where it was not measured. */
  @Nullable Shift shift(ArmResult arm, Quantity quantity) {
    Sample own = arm.sample(quantity);
    Sample other = first().sample(quantity);
    return isFirst(arm) || own == null || other == null ? null : Shift.between(other, own);
  }
}
