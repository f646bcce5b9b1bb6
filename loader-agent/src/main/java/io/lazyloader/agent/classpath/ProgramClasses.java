package io.lazyloader.agent.classpath;

import io.lazyloader.agent.analysis.ClassSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The class files of a program: those of the JDK that runs this, then those on a class path.
 *
 * <p>A class path is what {@code java -cp} takes: directories, jars, {@code dir/*}, and the jars
 * that manifests name. A Spring Boot jar also stands for the classes and jars inside it. Of classes
 * that are there several times, the first counts, and the JDK comes before all.
 *
 * <p>Jars stay open until this is closed; no class file is kept. May be used by several threads.
 */
public final class ProgramClasses implements ClassSource, Closeable {
  private final PathEntry jdk = new RuntimeImage();
  private final List<PathEntry> entries;

  /** Guarded by itself. */
  private final List<PathProblem> problems;

  private ProgramClasses(List<PathEntry> entries, List<PathProblem> problems) {
    this.entries = List.copyOf(entries);
    this.problems = new ArrayList<>(problems);
  }

  /**
   * Opens a class path. What can't be opened is among the {@link #problems} and passed over.
   *
   * @param classPath entries, separated as on the command line of {@code java}
   * @return what to search; to be closed
   */
  public static ProgramClasses open(String classPath) {
    ClassPathReader reader = new ClassPathReader();
    reader.read(classPath);
    return new ProgramClasses(reader.entries, reader.problems);
  }

  /**
   * Returns what could not be read so far.
   *
   * @return problems in the order in which they were met
   */
  public List<PathProblem> problems() {
    synchronized (problems) {
      return List.copyOf(problems);
    }
  }

  /**
   * Returns the parts of the class path that could be opened.
   *
   * @return names in search order
   */
  public List<String> entries() {
    return entries.stream().map(PathEntry::name).toList();
  }

  @Override
  public byte @Nullable [] classFile(String internalName) {
    ClassLocation location = find(internalName);
    try {
      return location == null ? null : location.read();
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Finds a class.
   *
   * @param internalName its internal name
   * @return where it is, or null if the program has no such class
   */
  public @Nullable ClassLocation find(String internalName) {
    if (jdk.has(internalName)) {
      return new ClassLocation(internalName, jdk);
    }
    for (PathEntry entry : entries) {
      if (entry.has(internalName)) {
        return new ClassLocation(internalName, entry);
      }
    }
    return null;
  }

  /**
   * Lists the classes on the class path that the program would use: no class that the JDK has too,
   * none that an earlier entry has. What can't be listed joins the {@link #problems}.
   *
   * @return locations in search order, within an entry by name
   */
  public List<ClassLocation> onClassPath() {
    List<ClassLocation> locations = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (PathEntry entry : entries) {
      for (String name : entry.classNames(this::complain)) {
        if (seen.add(name) && !jdk.has(name)) {
          locations.add(new ClassLocation(name, entry));
        }
      }
    }
    return locations;
  }

  /**
   * Lists the names of all classes, the JDK's included.
   *
   * @return internal names
   */
  public Set<String> names() {
    Set<String> names = new HashSet<>();
    for (PathEntry entry : entries) {
      names.addAll(entry.classNames(this::complain));
    }
    names.addAll(jdk.classNames(this::complain));
    return Collections.unmodifiableSet(names);
  }

  private void complain(String what, IOException why) {
    synchronized (problems) {
      problems.add(new PathProblem(what + " can't be read: " + why, false));
    }
  }

  /** Closes the jars. */
  @Override
  public void close() throws IOException {
    for (PathEntry entry : entries) {
      entry.close();
    }
  }
}
