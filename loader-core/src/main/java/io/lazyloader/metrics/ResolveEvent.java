package io.lazyloader.metrics;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A deferred field was read for the first time; lasts as long as its initialiser ran. */
@Name("io.lazyloader.Resolve")
@Label("Deferred Field Resolved")
@Description(
    "A deferred static field was read for the first time, and its initialiser ran on the thread"
        + " that read it")
@Category("Lazyloader")
@StackTrace
final class ResolveEvent extends Event {
  @Label("Field")
  @Description("The field, or the first one of those that the initialiser assigns")
  @Nullable String field;

  @Label("Declaration Site")
  @Description("Where the initialiser stands in the source")
  @Nullable String declarationSite;

  @Label("Resolution Site")
  @Description("The code that read the field first")
  @Nullable String resolutionSite;

  @Label("Allocated")
  @Description("What the initialiser allocated on this thread")
  @DataAmount
  long allocated;

  @Label("Outcome")
  @Description("resolved, or failed if the initialiser threw")
  @Nullable String outcome;

  @Label("After Ready")
  @Description("Whether start-up was over")
  boolean afterReady;
}
