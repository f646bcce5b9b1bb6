package io.lazyloader.metrics;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** Start-up is over. */
@Name("io.lazyloader.Ready")
@Label("Start-Up Over")
@Description("Start-up is over; what it came to until then")
@Category("Lazyloader")
@StackTrace(false)
final class ReadyEvent extends Event {
  /** How the recorder's tools know a figure that is not available. */
  static final long UNKNOWN = Long.MIN_VALUE;

  @Label("Ready By")
  @Description("What ended start-up")
  @Nullable String readyBy;

  @Label("Start-Up Time")
  @Description("From the start of the JVM")
  @Timespan
  long startupTime;

  @Label("Mode")
  @Nullable String mode;

  @Label("Deferred Fields")
  int deferredFields;

  @Label("Resolved Fields")
  int resolvedFields;

  @Label("Failed Fields")
  int failedFields;

  @Label("Pending Fields")
  int pendingFields;

  @Label("Allocated")
  @Description("Heap that all threads have allocated since the JVM started")
  @DataAmount
  long allocated = UNKNOWN;

  @Label("Used Heap")
  @DataAmount
  long usedHeap = UNKNOWN;

  @Label("Metaspace")
  @DataAmount
  long metaspace = UNKNOWN;

  @Label("Loaded Classes")
  long loadedClasses = -1;

  @Label("PSS")
  @Description("Resident pages of the process, shared ones in proportion (Linux)")
  @DataAmount
  long pss = UNKNOWN;
}
