package io.lazyloader;

import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.Notes;
import io.lazyloader.runtime.RegionNames;
import io.lazyloader.runtime.Report;
import io.lazyloader.runtime.ResolutionListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells one listener, in the terms of the API, and keeps what it throws from the program. */
final class ListenerBridge implements ResolutionListener, LazyListener.Registration {
  private final LazyListener listener;
  private final AtomicBoolean hasFailed = new AtomicBoolean();

  private ListenerBridge(LazyListener listener) {
    this.listener = listener;
  }

  static ListenerBridge register(LazyListener listener) {
    ListenerBridge bridge = new ListenerBridge(listener);
    DeferredClasses.addListener(bridge);
    return bridge;
  }

  @Override
  public void close() {
    DeferredClasses.removeListener(this);
  }

  @Override
  public void deferred(RegionNames names, int count) {
    try {
      List<String> fields = new ArrayList<>();
      for (int index = 0; index < count; index++) {
        fields.addAll(fieldsOf(names, index));
      }
      listener.deferred(names.className(), fields);
    } catch (Throwable e) {
      report("deferred", e);
    }
  }

  @Override
  public void resolved(RegionNames names, int index, String site, long nanos) {
    try {
      listener.resolved(resolution(names, index, site, nanos));
    } catch (Throwable e) {
      report("resolved", e);
    }
  }

  @Override
  public void failed(RegionNames names, int index, String site, long nanos, Throwable thrown) {
    try {
      listener.failed(resolution(names, index, site, nanos), thrown);
    } catch (Throwable e) {
      report("failed", e);
    }
  }

  private static LazyListener.Resolution resolution(
      RegionNames names, int index, String site, long nanos) {
    return new LazyListener.Resolution(
        fieldsOf(names, index), names.site(index), site, nanos, Thread.currentThread());
  }

  static List<String> fieldsOf(RegionNames names, int index) {
    List<String> fields = new ArrayList<>();
    for (String field : names.fields(index)) {
      fields.add(RegionNames.fieldName(names.className(), field));
    }
    return fields;
  }

  /** Says so the first time; whatever it is, the program goes on. */
  private void report(String method, Throwable problem) {
    if (hasFailed.getAndSet(true)) {
      return;
    }
    try {
      String sentence =
          "listener "
              + listener.getClass().getName()
              + " failed in "
              + method
              + ": "
              + problem
              + ". It is still called; further failures are not reported.";
      Notes.addSaid(sentence);
      Report.say("loader: " + sentence);
    } catch (RuntimeException | Error e) {
      // Without memory or stack there is nothing to say it with.
      hasFailed.set(false);
    }
  }
}
