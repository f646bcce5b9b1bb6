package io.lazyloader.agent;

import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.cache.CacheDirectory;
import io.lazyloader.agent.cache.CacheFile;
import io.lazyloader.agent.cache.KnownJar;
import io.lazyloader.runtime.Notes;
import io.lazyloader.runtime.Startup;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How this start learns, by the options {@code cache} and {@code learn}: for the next start, as it
 * does unless told otherwise, or by judging each class while it is loaded, which makes it wait.
 */
final class Learning {
  private final Options options;

  /** Where what is learnt is kept; null if it is not. */
  private @Nullable File file;

  private @Nullable ApplicationState application;
  private long state;

  /** What was learnt, of the application as it is or was; null if nothing was. */
  private @Nullable CacheFile known;

  /** What is known of the jars by now, and of places beyond the class path. */
  private Map<String, KnownJar> jars = Map.of();

  /** What to take on trust; null until somebody judges. */
  private @Nullable TrustRules rules;

  /**
   * Opens the cache, if there is to be one.
   *
   * @param attached whether the program runs already: too much of it was missed
   */
  Learning(Options options, boolean attached) {
    this.options = options;
    if (judges() && (options.namesTrust() || options.value("safety") != null)) {
      // Says what is believed, and what is wrong with it.
      rules = Trust.of(options);
    }
    String directory = options.value("cache");
    if (attached
        || "off".equals(directory)
        || "now".equals(options.value("learn"))
        || ClassFiles.isWatched()) {
      return;
    }
    File place = directory == null ? CacheDirectory.ofUser() : new File(directory);
    if (place == null) {
      Notes.add("nothing is learnt for the next start: there is no home directory for the cache.");
      return;
    }
    ApplicationState asked = new ApplicationState(options);
    application = asked;
    file = new CacheDirectory(place).file(asked.application());
    known = Learnt.open(file);
    if (known != null) {
      try {
        jars = known.jars();
      } catch (IOException e) {
        // Whatever else is damaged, is found when it is asked for.
        jars = Map.of();
      }
    }
  }

  /** What is known of jars on the class path and of places beyond it, by path. */
  Map<String, KnownJar> jars() {
    return jars;
  }

  /** Neither uses nor keeps anything: what filters decide, nobody can know before. */
  void giveUp() {
    application = null;
    file = null;
    known = null;
  }

  /**
   * Tells what earlier starts have learnt.
   *
   * @param classPath of the program
   */
  Learnt learnt(ClassPath classPath, SystemClasses systemClasses) {
    ApplicationState asked = application;
    Long now = asked == null ? null : asked.state(classPath);
    if (now != null) {
      state = now;
      jars = classPath.jars;
      if (known != null && !known.isOf(state)) {
        Notes.add(
            "cache " + file + " is not used: the program has changed since. It is made anew.");
        known = null;
      }
    } else if (asked != null) {
      Notes.add("nothing is learnt for the next start: the class path has too many files.");
      giveUp();
    }
    return new Learnt(known, systemClasses);
  }

  /** What is written by now, by other starts of the application as it is; null if nothing is. */
  @Nullable CacheFile latest() {
    CacheFile latest = file == null ? null : Learnt.open(file);
    return latest != null && latest.isOf(state) ? latest : null;
  }

  /** Whether fields are deferred that nobody asks for. */
  boolean judges() {
    return options.mode().equals(Startup.ALL);
  }

  /**
   * Whether this start looks at no class: nobody asks for any field, and nothing is known that
   * would pay for it. What rules vouch for was not run to be judged, so nobody knows what it takes.
   */
  boolean isDormant(Setting setting, ClassPath classPath) {
    return file != null
        && judges()
        && !isAtExit()
        && options.safety() == Policy.STRICT
        && options.rules() == null
        && !options.namesTrust()
        && setting.plan().fieldNames().isEmpty()
        && !classPath.expectsMarks
        && (known != null || !classPath.hasJarsWithin)
        && !setting.learnt().isWorthWatching();
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
  @Nullable JudgeFactory judgesNow(SystemClasses systemClasses) {
    return judges() && file == null
        ? JudgeFactory.now(options.safety(), rules(), systemClasses)
        : null;
  }

  /** Makes judges for the next starts. */
  JudgeFactory judgesForLater(SystemClasses systemClasses) {
    return JudgeFactory.forLater(options.safety(), rules(), systemClasses);
  }

  private TrustRules rules() {
    TrustRules known = rules;
    if (known == null) {
      known = Trust.of(options);
      rules = known;
    }
    return known;
  }

  /** Where what is learnt is kept; null if it is not. */
  @Nullable File file() {
    return file;
  }
}
