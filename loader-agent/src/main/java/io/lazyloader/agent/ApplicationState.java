package io.lazyloader.agent;

import io.lazyloader.agent.about.About;
import io.lazyloader.agent.cache.ContentHash;
import io.lazyloader.agent.cache.KnownJar;
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
  private static final String[] OPTIONS = {
    "safety", "rules", "trust", "include", "exclude", "plan"
  };

  private final Options options;
  private final @Nullable String modulePath = System.getProperty("jdk.module.path");
  private final StringBuilder identity = new StringBuilder(1024);
  private final StringBuilder state = new StringBuilder(4096);
  private int files;

  /** Looks at the application that this JVM runs. */
  ApplicationState(Options options) {
    this.options = options;
    identify(About.version());
    identify(System.getProperty("java.vm.version"));
    identify(System.getProperty("jdk.module.main"));
    identify(modulePath);
    identify(options.mode());
    for (String option : OPTIONS) {
      identify(options.value(option));
    }
    for (String entry : ClassPath.entries()) {
      identify(new File(entry).getAbsolutePath());
    }
  }

  private void identify(@Nullable String part) {
    identity.append(part).append('\n');
  }

  /** A hash of what tells applications apart. */
  long application() {
    return ContentHash.of(identity.toString());
  }

  /**
   * A hash of all that verdicts and rewritten classes rest on.
   *
   * @return null if there are too many files
   */
  @Nullable Long state(ClassPath classPath) {
    for (String file : new String[] {options.plan(), options.rules()}) {
      if (file != null) {
        add(new File(file));
      }
    }
    add(new File(System.getProperty("java.home", ""), "lib/modules"));
    for (File entry : classPath.entries) {
      KnownJar jar = classPath.jars.get(entry.getPath());
      if (jar == null) {
        add(entry);
      } else {
        add(jar.path(), jar.length(), jar.lastModified());
      }
    }
    for (String place : classPath.beyond) {
      add(new File(place));
    }
    if (modulePath != null) {
      for (String entry : modulePath.split(File.pathSeparator, -1)) {
        add(new File(entry));
      }
    }
    return files > MAX_FILES ? null : ContentHash.of(identity.toString() + state);
  }

  private void add(File file) {
    File[] below = files > MAX_FILES || !file.isDirectory() ? null : file.listFiles();
    if (below == null) {
      add(file.getPath(), file.length(), file.lastModified());
      return;
    }
    state.append(file.getPath()).append('\n');
    files++;
    Arrays.sort(below);
    for (File each : below) {
      add(each);
    }
  }

  private void add(String path, long length, long lastModified) {
    state.append(path).append('\n').append(length).append(' ').append(lastModified).append('\n');
    files++;
  }
}
