package io.lazyloader.agent;

import io.lazyloader.agent.about.About;
import io.lazyloader.agent.cache.ContentHash;
import java.io.File;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What tells one application from others, and one state of it from others: by the options, the JDK
 * and this agent, and the path, size and time of each file of the class path, as the JVM's own
 * archives tell it.
 */
final class ApplicationState {
  /** With more files in directories than this, to look at them would cost what a cache saves. */
  private static final int MAX_FILES = 20_000;

  /** The options that decide what becomes of a class. */
  private static final String[] OPTIONS = {"rules", "trust", "include", "exclude", "plan"};

  private final StringBuilder identity = new StringBuilder(1024);
  private final StringBuilder state = new StringBuilder(4096);
  private int files;

  private ApplicationState() {}

  /**
   * Looks at an application.
   *
   * @return null if it has too many files
   */
  static @Nullable ApplicationState of(Options options, Iterable<File> classPath) {
    ApplicationState found = new ApplicationState();
    found.identify(About.version());
    found.identify(System.getProperty("java.vm.version"));
    found.identify(System.getProperty("jdk.module.main"));
    String modulePath = System.getProperty("jdk.module.path");
    found.identify(modulePath);
    found.identify(options.mode());
    found.identify(options.safety().name());
    for (String option : OPTIONS) {
      found.identify(options.value(option));
    }
    for (String file : new String[] {options.plan(), options.rules()}) {
      if (file != null) {
        found.add(new File(file));
      }
    }
    found.add(new File(System.getProperty("java.home", ""), "lib/modules"));
    for (File entry : classPath) {
      found.identify(entry.getAbsolutePath());
      found.add(entry);
    }
    if (modulePath != null) {
      for (String entry : modulePath.split(File.pathSeparator, -1)) {
        found.add(new File(entry));
      }
    }
    return found.files > MAX_FILES ? null : found;
  }

  private void identify(@Nullable String part) {
    identity.append(part).append('\n');
  }

  private void add(File file) {
    File[] below = files > MAX_FILES || !file.isDirectory() ? null : file.listFiles();
    state.append(file.getPath()).append('\n');
    files++;
    if (below != null) {
      Arrays.sort(below);
      for (File each : below) {
        add(each);
      }
    } else {
      state.append(file.length()).append(' ').append(file.lastModified()).append('\n');
    }
  }

  /** A hash of what tells applications apart. */
  long application() {
    return ContentHash.of(identity.toString());
  }

  /** A hash of all that verdicts and rewritten classes rest on. */
  long state() {
    return ContentHash.of(identity.append(state).toString());
  }
}
