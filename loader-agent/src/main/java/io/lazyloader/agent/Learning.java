package io.lazyloader.agent;

import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.cache.CacheDirectory;
import io.lazyloader.agent.cache.CacheFile;
import io.lazyloader.runtime.Notes;
import io.lazyloader.runtime.Startup;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * How this start learns, by the options {@code cache} and {@code learn}: for the next start, as it
 * does unless told otherwise, or by judging each class while it is loaded, which makes it wait.
 */
final class Learning {
  private final Options options;
  private final SystemClasses systemClasses;

  /** Where what is learnt is kept; null if it is not. */
  private @Nullable File file;

  private long state;

  /** Of mode {@code all}; null in others. */
  private final @Nullable TrustRules rules;

  Learning(Options options, SystemClasses systemClasses) {
    this.options = options;
    this.systemClasses = systemClasses;
    this.rules = judges() ? Trust.of(options) : null;
  }

  /** What is known where nothing is kept. */
  Learnt nothing() {
    return new Learnt(null, systemClasses);
  }

  /**
   * Opens the cache, if there is to be one.
   *
   * @param classPath the jars and directories of the program
   * @return what earlier starts have learnt
   */
  Learnt learnt(Iterable<File> classPath) {
    String directory = options.value("cache");
    if ("off".equals(directory) || "now".equals(options.value("learn")) || ClassFiles.isWatched()) {
      return nothing();
    }
    File place = directory == null ? CacheDirectory.ofUser() : new File(directory);
    if (place == null) {
      Notes.add("nothing is learnt for the next start: there is no home directory for the cache.");
      return nothing();
    }
    ApplicationState application = ApplicationState.of(options, classPath);
    if (application == null) {
      Notes.add("nothing is learnt for the next start: the class path has too many files.");
      return nothing();
    }
    file = new CacheDirectory(place).file(application.application());
    state = application.state();
    CacheFile known = Learnt.open(file, state);
    return new Learnt(known, systemClasses);
  }

  /** Whether fields are deferred that nobody asks for. */
  boolean judges() {
    return options.mode().equals(Startup.ALL);
  }

  /** Whether to learn when the program has ended, and to take the time that it takes. */
  boolean isAtExit() {
    return "exit".equals(options.value("learn"));
  }

  /** A hash of all that what is learnt rests on. */
  long state() {
    return state;
  }

  /** Makes judges for this start; null if none is judged in it. */
  @Nullable JudgeFactory judgesNow() {
    return judges() && file == null
        ? JudgeFactory.now(options.safety(), rules(), systemClasses)
        : null;
  }

  /** Makes judges for the next starts. */
  JudgeFactory judgesForLater() {
    return JudgeFactory.forLater(options.safety(), rules(), systemClasses);
  }

  private TrustRules rules() {
    return rules == null ? TrustRules.none() : rules;
  }

  /** Where what is learnt is kept; null if it is not. */
  @Nullable File file() {
    return file;
  }
}
