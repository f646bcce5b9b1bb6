package io.lazyloader.agent.cli.run;

import io.lazyloader.metrics.MemoryFigures;
import io.lazyloader.metrics.StartupSnapshot;
import org.jspecify.annotations.Nullable;

/** The figures of a start-up that a budget can limit. */
enum BudgetFigure {
  STARTUP("startup", BudgetUnit.TIME, "800ms"),
  ALLOCATED("allocated", BudgetUnit.BYTES, "200MB"),
  HEAP("heap", BudgetUnit.BYTES, "64MB"),
  LIVE_HEAP("live-heap", BudgetUnit.BYTES, "24MB"),
  METASPACE("metaspace", BudgetUnit.BYTES, "30MB"),
  PSS("pss", BudgetUnit.BYTES, "150MB"),
  CLASSES("classes", BudgetUnit.COUNT, "5000"),
  USELESS("useless", BudgetUnit.COUNT, "20"),
  RESOLVED_LATE("resolved-late", BudgetUnit.COUNT, "50"),
  PAID_LATE("paid-late", BudgetUnit.TIME, "300ms"),
  WORST_LATE("worst-late", BudgetUnit.TIME, "50ms"),
  OWN_COST("own-cost", BudgetUnit.TIME, "150ms");

  private final String label;
  private final BudgetUnit unit;
  private final String example;

  BudgetFigure(String label, BudgetUnit unit, String example) {
    this.label = label;
    this.unit = unit;
    this.example = example;
  }

  /** How the command line names it. */
  String label() {
    return label;
  }

  BudgetUnit unit() {
    return unit;
  }

  /** A budget in the form that the command line takes. */
  String example() {
    return label + '=' + example;
  }

  /** Reads the figure, in the base unit; null if it was not measured. */
  @Nullable Double of(StartupSnapshot start) {
    return switch (this) {
      case STARTUP -> start.times().readyMillis();
      case USELESS -> (double) start.uselessRegions() + start.droppedResolutions();
      case RESOLVED_LATE -> (double) start.laterResolutions();
      case PAID_LATE -> start.laterMillis();
      case WORST_LATE -> start.worstLaterMillis();
      case OWN_COST -> start.ownCost().premainMillis() + start.ownCost().transformMillis();
      case ALLOCATED, HEAP, LIVE_HEAP, METASPACE, PSS, CLASSES -> {
        Long column = start.memory() == null ? null : column(start.memory());
        yield column == null ? null : Double.valueOf(column);
      }
    };
  }

  private @Nullable Long column(MemoryFigures memory) {
    return switch (this) {
      case ALLOCATED -> memory.allocatedBytes();
      case HEAP -> memory.heapIsLive() ? null : memory.heapBytes();
      case LIVE_HEAP -> memory.heapIsLive() ? memory.heapBytes() : null;
      case METASPACE -> memory.metaspaceBytes();
      case PSS -> memory.pssBytes();
      case CLASSES -> memory.loadedClasses();
      default -> null;
    };
  }
}
