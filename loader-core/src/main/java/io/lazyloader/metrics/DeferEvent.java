package io.lazyloader.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A class was initialised, some of whose fields are deferred. */
@Name("io.lazyloader.Defer")
@Label("Static Fields Deferred")
@Description("A class is being initialised, and initialisers of some of its fields are put off")
@Category("Lazyloader")
@StackTrace
final class DeferEvent extends Event {
  @Label("Class")
  @Nullable String className;

  @Label("Deferred Fields")
  @Description("How many of its fields are computed on their first read")
  int deferredFields;
}
