package io.lazyloader;

import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.RegionNames;
import io.lazyloader.runtime.Startup;
import io.lazyloader.runtime.WarmUps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Resolves pending fields before anybody reads them, so that the first request does not pay for
 * them:
 *
 * <pre>{@code
 * LazyLoader.warmUp().group("web").within(Duration.ofMillis(200)).run();
 * }</pre>
 *
 * <p>Only fields of classes that have been initialised can be pending; {@link #initialising} sees
 * to that for others. What a warm-up makes known, because an initialiser initialises further
 * classes, is warmed up too. Fields are taken in the order in which their classes were initialised,
 * and resolved as a first read would: once, and for ever.
 *
 * <p>Different criteria narrow the choice; several groups, or several prefixes, widen it. Used by
 * one thread; may be run any number of times.
 */
public final class WarmUp {
  private final Set<String> groups = new HashSet<>();
  private final List<String> prefixes = new ArrayList<>();
  private final List<Class<?>> classes = new ArrayList<>();
  private @Nullable Predicate<? super String> predicate;
  private @Nullable Consumer<? super Progress> listener;
  private @Nullable Duration budget;

  WarmUp() {}

  private WarmUp(WarmUp other) {
    groups.addAll(other.groups);
    prefixes.addAll(other.prefixes);
    classes.addAll(other.classes);
    predicate = other.predicate;
    listener = other.listener;
    budget = other.budget;
  }

  /**
   * Chooses the fields of a group: one named by {@link Lazy#group} or in a plan.
   *
   * @param name the group
   * @return this
   */
  public WarmUp group(String name) {
    groups.add(name);
    return this;
  }

  /**
   * Chooses the fields whose names begin in a certain way.
   *
   * @param prefix the beginning of a name, such as a package or {@code com.acme.Main#}
   * @return this
   */
  public WarmUp prefix(String prefix) {
    prefixes.add(prefix);
    return this;
  }

  /**
   * Chooses the fields that pass a test; of fields that share an initialiser, one is enough.
   *
   * @param test is given names as {@code com.acme.Main#LOG}; replaces an earlier one
   * @return this
   */
  public WarmUp where(Predicate<? super String> test) {
    predicate = test;
    return this;
  }

  /**
   * Has classes initialised first, so that their fields are known. That is not lazy at all: it runs
   * what is left of their static initialisers.
   *
   * @param types classes to initialise; naming them as {@code Web.class} does not do so yet
   * @return this
   */
  public WarmUp initialising(Class<?>... types) {
    classes.addAll(List.of(types));
    return this;
  }

  /**
   * Sets how long the warm-up may take. Looked at between initialisers: one that runs is never
   * interrupted, so the warm-up may take as much longer as the last one takes.
   *
   * @param limit from when the warm-up begins; zero leaves everything over
   * @return this
   */
  public WarmUp within(Duration limit) {
    budget = Objects.requireNonNull(limit, "limit");
    return this;
  }

  /**
   * Has a callback told after each initialiser, on the thread that warms up. What it throws ends
   * the warm-up and reaches whoever waits for it.
   *
   * @param callback replaces an earlier one
   * @return this
   */
  public WarmUp onProgress(Consumer<? super Progress> callback) {
    listener = callback;
    return this;
  }

  /**
   * Warms up now, on the calling thread. Initialisers that throw don't end it.
   *
   * @return what became of the chosen fields
   */
  public Result run() {
    return run(null);
  }

  /**
   * Warms up on a daemon thread of the lowest priority: once start-up is over, or at once if it is,
   * or if nobody watches for its end (the option {@code quiet}, or no agent). The thread has the
   * calling thread's context class loader.
   *
   * @return completed with what became of the fields; when cancelled, the warm-up ends after the
   *     initialiser that runs
   */
  @SuppressWarnings("ThreadPriorityCheck") // A hint is all that it is meant to be.
  public CompletableFuture<Result> inBackground() {
    CompletableFuture<Result> result = new CompletableFuture<>();
    WarmUp settled = new WarmUp(this);
    Thread thread =
        new Thread("lazyloader-warm-up") {
          @Override
          public void run() {
            try {
              Startup.awaitReadyIfWatched();
              if (!result.isDone()) {
                result.complete(settled.run(result));
              }
            } catch (Throwable e) {
              result.completeExceptionally(e);
            }
          }
        };
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
    return result;
  }

  /**
   * Warms up each time the JVM is about to be checkpointed by CRaC, so that what is restored is
   * warm. Initialisers that throw don't stop the checkpoint.
   *
   * @throws IllegalStateException if {@code org.crac:crac} is not on the class path
   */
  public void beforeCheckpoint() {
    try {
      Checkpoint.register(new WarmUp(this));
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "org.crac:crac is not where the class loader of io.lazyloader finds it; add it to the"
              + " class path, or register a Resource that calls run()",
          e);
    }
  }

  private Result run(@Nullable Future<?> cancellation) {
    long began = System.nanoTime();
    Run run = new Run(began, cancellation);
    WarmUps.begin();
    try {
      return run.result();
    } finally {
      WarmUps.end(System.nanoTime() - began);
    }
  }

  private boolean chooses(RegionNames names, int index) {
    if (!groups.isEmpty() && !isInGroup(names, index)) {
      return false;
    }
    for (String field : ListenerBridge.fieldsOf(names, index)) {
      if (hasPrefix(field) && (predicate == null || predicate.test(field))) {
        return true;
      }
    }
    return false;
  }

  private boolean isInGroup(RegionNames names, int index) {
    for (String group : names.groups(index)) {
      if (groups.contains(group)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasPrefix(String field) {
    for (String prefix : prefixes) {
      if (field.startsWith(prefix)) {
        return true;
      }
    }
    return prefixes.isEmpty();
  }

  /**
   * How far a warm-up has come.
   *
   * @param field the first field of the initialiser that has just run, as {@code com.acme.Main#LOG}
   * @param failed whether it threw
   * @param done how many initialisers the warm-up has run
   * @param left how many more it knows of
   */
  public record Progress(String field, boolean failed, int done, int left) {}

  /**
   * What became of the chosen fields.
   *
   * @param resolved those that the warm-up resolved, as {@code com.acme.Main#LOG}, in that order
   * @param failed by field, or by class if that could not be initialised, what its initialiser
   *     threw; whoever reads such a field is told again
   * @param leftOver those that are pending still, because the time was over or the warm-up was
   *     cancelled
   * @param took how long it took
   */
  public record Result(
      List<String> resolved, Map<String, Throwable> failed, List<String> leftOver, Duration took) {}

  /** One run. */
  private final class Run {
    private final long began;
    private final @Nullable Future<?> cancellation;
    private final List<String> resolved = new ArrayList<>();
    private final Map<String, Throwable> failed = new LinkedHashMap<>();
    private final List<String> leftOver = new ArrayList<>();

    /** What was taken on, so that a field that is in use by this very thread is not tried again. */
    private final Set<Integer> seen = new HashSet<>();

    private int done;

    Run(long began, @Nullable Future<?> cancellation) {
      this.began = began;
      this.cancellation = cancellation;
    }

    Result result() {
      for (Class<?> type : classes) {
        if (!isOver()) {
          initialise(type);
        }
      }
      List<Choice> choices = choices();
      while (!choices.isEmpty()) {
        for (int at = 0; at < choices.size(); at++) {
          take(choices.get(at), choices.size() - at - 1);
        }
        choices = choices();
      }
      return new Result(
          List.copyOf(resolved), failed, List.copyOf(leftOver), Duration.ofNanos(elapsed()));
    }

    private void initialise(Class<?> type) {
      try {
        Class.forName(type.getName(), true, type.getClassLoader());
      } catch (Throwable e) {
        WarmUps.rethrowIfFatal(e);
        failed.put(type.getName(), causeOf(e));
      }
    }

    /** What is pending now, chosen, and was not seen before. */
    private List<Choice> choices() {
      List<Choice> choices = new ArrayList<>();
      for (LazyRegions regions : DeferredClasses.live()) {
        RegionNames names = regions.names();
        for (int index = 0; index < regions.count(); index++) {
          if (regions.state(index) == LazyRegions.PENDING
              && chooses(names, index)
              && seen.add(regions.id(index))) {
            choices.add(new Choice(regions, index, ListenerBridge.fieldsOf(names, index)));
          }
        }
      }
      return choices;
    }

    private void take(Choice choice, int left) {
      if (isOver()) {
        leftOver.addAll(choice.fields);
        return;
      }
      if (choice.regions.state(choice.index) != LazyRegions.PENDING) {
        return;
      }
      boolean threw = false;
      try {
        choice.regions.resolve(choice.index);
        boolean isDone = choice.regions.state(choice.index) == LazyRegions.RESOLVED;
        (isDone ? resolved : leftOver).addAll(choice.fields);
      } catch (Throwable e) {
        WarmUps.rethrowIfFatal(e);
        threw = true;
        for (String field : choice.fields) {
          failed.put(field, causeOf(e));
        }
      }
      done++;
      if (listener != null) {
        listener.accept(new Progress(choice.fields.get(0), threw, done, left));
      }
    }

    private boolean isOver() {
      return (budget != null && Duration.ofNanos(elapsed()).compareTo(budget) >= 0)
          || (cancellation != null && cancellation.isDone());
    }

    private long elapsed() {
      return System.nanoTime() - began;
    }

    private static Throwable causeOf(Throwable thrown) {
      Throwable cause = thrown.getCause();
      return thrown instanceof ExceptionInInitializerError && cause != null ? cause : thrown;
    }
  }

  /** A region to resolve. */
  private record Choice(LazyRegions regions, int index, List<String> fields) {}
}
