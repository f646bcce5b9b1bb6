package io.lazyloader.metrics;

import io.lazyloader.runtime.FlightEvents;
import io.lazyloader.runtime.RegionNames;
import io.lazyloader.runtime.Resolutions;
import io.lazyloader.runtime.Startup;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of JDK Flight Recorder. The run-time floor loads it by name, in a JVM whose
 * recorder runs.
 */
public final class JfrEvents implements FlightEvents {
  /** For the run-time floor. */
  public JfrEvents() {
    // Registered now: if start-up ends with the JVM, there is no time left to do it then.
    new ReadyEvent().isEnabled();
    if (new ResolveEvent().isEnabled() && !Resolutions.measuresAllocation()) {
      AllocationMeters.measure();
    }
  }

  @Override
  public @Nullable Object beginResolve() {
    ResolveEvent event = new ResolveEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  @Override
  public void endResolve(
      Object begun,
      RegionNames names,
      int index,
      @Nullable String site,
      long allocatedBytes,
      boolean failed) {
    ResolveEvent event = (ResolveEvent) begun;
    event.end();
    if (!event.shouldCommit()) {
      return;
    }
    event.field = names.name(index);
    event.declarationSite = names.site(index);
    event.resolutionSite = site == null ? Resolutions.siteHere() : site;
    event.allocated = allocatedBytes < 0 ? ReadyEvent.UNKNOWN : allocatedBytes;
    event.outcome = failed ? "failed" : "resolved";
    event.afterReady = Startup.isReady();
    event.commit();
  }

  @Override
  public void deferred(String className, int fields) {
    DeferEvent event = new DeferEvent();
    if (event.isEnabled()) {
      event.className = className;
      event.deferredFields = fields;
      event.commit();
    }
  }

  @Override
  public void ready() {
    ReadyEvent event = new ReadyEvent();
    if (!event.isEnabled()) {
      return;
    }
    // At its end the JVM does not wait until memory is measured.
    boolean ends = Startup.EXIT.equals(Startup.readyBy());
    StartupSnapshot snapshot = StartupSnapshot.take(!ends, false);
    event.readyBy = snapshot.readyBy();
    event.mode = snapshot.mode();
    Double millis = snapshot.times().readyMillis();
    event.startupTime = millis == null ? ReadyEvent.UNKNOWN : Math.round(millis * 1e6);
    event.deferredFields = snapshot.deferredFields();
    event.resolvedFields = snapshot.resolvedFields();
    event.failedFields = snapshot.failedFields();
    event.pendingFields = snapshot.pending().size();
    MemoryFigures memory = snapshot.memory();
    if (memory != null) {
      event.allocated = orUnknown(memory.allocatedBytes());
      event.usedHeap = orUnknown(memory.heapBytes());
      event.metaspace = orUnknown(memory.metaspaceBytes());
      event.pss = orUnknown(memory.pssBytes());
      Long classes = memory.loadedClasses();
      event.loadedClasses = classes == null ? -1 : classes;
    }
    event.commit();
  }

  private static long orUnknown(@Nullable Long bytes) {
    return bytes == null ? ReadyEvent.UNKNOWN : bytes;
  }
}
