package io.lazyloader.agent;

import io.lazyloader.agent.cache.KnownJar;
import io.lazyloader.agent.plan.Plan;
import io.lazyloader.runtime.Notes;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the class path before {@code main}: for plans that its jars carry and for signs
 * that classes are marked, filtered or listened for.
 *
 * <p>Asking the class loader would be simpler, but {@code getResources} for a name outside any
 * package searches the JDK's own modules first, which starts the run-time image's reader: some 40
 * classes. The JDK reads a jar's directory once for all who have the jar open, so the jars are kept
 * open here, by {@link #files}: the class loader then opens them for next to nothing. A jar that an
 * earlier start has opened, and that has nothing in it that would have to be read again, is not.
 */
final class ClassPath {
  static final String MARK = "io/lazyloader/Lazy.class";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String SERVICES = "META-INF/services/";

  // What is found in a jar.
  private static final int IS_MULTI_RELEASE = 1;
  static final int HAS_MARKS = 2;
  private static final int HAS_FILTER = 4;
  private static final int HAS_LISTENER = 8;
  static final int HAS_PLAN = 16;

  /** Of a place that is not on the class path: loaders of the program's own have it. */
  static final int IS_BEYOND = 32;

  private static final int HAS_JARS_WITHIN = 64;

  /** Of what has jars within: Spring Boot's jars and wars. */
  private static final String[] WITHIN = {
    "BOOT-INF/classpath.idx", "BOOT-INF/lib/", "WEB-INF/lib/"
  };

  // Not the classes' own names: the compiler would have them loaded.
  private static final String FILTER = "io.lazyloader.LazyFilter";
  private static final String LISTENER = "io.lazyloader.LazyListener";

  private final Plan plan;
  private final Map<String, KnownJar> known;

  /** Among how many files to look for class files; links may lead in a circle. */
  private int filesLeft = 1_000;

  private final Set<String> seen = new HashSet<>();

  /** The jars and directories, in the order in which they are looked through. */
  final List<File> entries = new ArrayList<>();

  /** What was found in those of the jars that carry no plan, and beyond the class path, by path. */
  final Map<String, KnownJar> jars = new HashMap<>();

  /** Paths beyond the class path at which an earlier start has found a plan or marks, in order. */
  final Set<String> beyond = new TreeSet<>();

  /** What the class path has, in the order in which the system class loader looks it through. */
  final ClassFiles files = new ClassFiles();

  /**
   * Whether classes marked {@code @Lazy} are to be expected: the annotation is on the class path,
   * or a directory with class files is, as in development.
   */
  boolean expectsMarks;

  /** Whether a jar has others within, where marks are not looked for. */
  boolean hasJarsWithin;

  /** Whether somebody provides a {@code LazyFilter}. */
  boolean providesFilter;

  /** Whether somebody provides a {@code LazyListener}. */
  boolean providesListener;

  private ClassPath(Plan plan, Map<String, KnownJar> known) {
    this.plan = plan;
    this.known = known;
  }

  /**
   * Adds the plans on the class path to a plan, and those that are known to lie elsewhere.
   *
   * @param known what an earlier start has found in jars and other places, by path
   * @return what else was found there
   */
  static ClassPath scan(Plan plan, Map<String, KnownJar> known) {
    ClassPath scan = new ClassPath(plan, known);
    try {
      for (String entry : entries()) {
        scan.look(new File(entry));
      }
      for (KnownJar place : known.values()) {
        if (isBeyond(place)) {
          scan.lookBeyond(place);
        }
      }
    } catch (RuntimeException e) {
      // Not known, so anything may be on it; what carries a plan is not found.
      scan.expectsMarks = true;
      Notes.add("the class path can't be looked at: " + e.getMessage());
    }
    return scan;
  }

  /**
   * The entries of the class path as they were given to the JVM.
   *
   * @throws RuntimeException if a security manager does not let them be known
   */
  static String[] entries() {
    String classPath = System.getProperty("java.class.path", "");
    if (classPath.isEmpty() && System.getProperty("jdk.module.main") != null) {
      // Only of a program that is no module does nothing mean the working directory.
      return new String[0];
    }
    String[] entries = classPath.split(File.pathSeparator, -1);
    for (int index = 0; index < entries.length; index++) {
      // An empty entry is the working directory.
      entries[index] = entries[index].isEmpty() ? "." : entries[index];
    }
    return entries;
  }

  private void look(File entry) {
    if (!seen.add(entry.getPath())) {
      return;
    }
    entries.add(entry);
    KnownJar jar = known.get(entry.getPath());
    try {
      // Of a place that was beyond the class path, less is known.
      if (jar != null && !isBeyond(jar) && isAsItWas(entry, jar)) {
        jars.put(jar.path(), jar);
        goOn(entry, null, jar);
      } else if (entry.isDirectory()) {
        lookIntoDirectory(entry);
      } else if (entry.isFile()) {
        lookIntoJar(entry);
      }
    } catch (IOException | RuntimeException e) {
      // The class loader passes over what it can't read, so this does too.
      Notes.add("class path entry " + entry + " can't be read: " + e);
    }
  }

  /**
   * Passes over a place that has changed, is gone, or is on the class path by now: what is learnt
   * then begins anew.
   */
  private void lookBeyond(KnownJar place) {
    File file = new File(place.path());
    if (seen.contains(place.path()) || (!file.isDirectory() && !isAsItWas(file, place))) {
      return;
    }
    try {
      if ((place.signs() & HAS_PLAN) != 0) {
        CodeSources.look(file, plan);
      }
      expectsMarks |= (place.signs() & HAS_MARKS) != 0;
      jars.put(place.path(), place);
      beyond.add(place.path());
    } catch (IOException e) {
      Notes.add("the plan of " + file + " can't be read: " + e);
    }
  }

  private void lookIntoDirectory(File directory) throws IOException {
    files.add(directory);
    expectsMarks = expectsMarks || hasClassFile(directory);
    providesFilter |= new File(directory, SERVICES + FILTER).isFile();
    providesListener |= new File(directory, SERVICES + LISTENER).isFile();
    File carried = new File(directory, Plan.RESOURCE);
    if (carried.isFile()) {
      try (InputStream content = new FileInputStream(carried)) {
        plan.read(carried.getPath(), content);
      }
    }
  }

  /** Whether there is one, or there may be: directories of servers' settings have none. */
  private boolean hasClassFile(File directory) {
    File[] below = directory.listFiles();
    if (below == null) {
      return true;
    }
    for (File each : below) {
      if (--filesLeft < 0
          || each.getName().endsWith(".class")
          || (each.isDirectory() && hasClassFile(each))) {
        return true;
      }
    }
    return false;
  }

  private void lookIntoJar(File file) throws IOException {
    long length = file.length();
    long lastModified = file.lastModified();
    ZipFile jar = new ZipFile(file);
    byte[] manifest = manifest(jar);
    int signs =
        (isMultiRelease(manifest) ? IS_MULTI_RELEASE : 0)
            | (jar.getEntry(MARK) == null ? 0 : HAS_MARKS)
            | (jar.getEntry(SERVICES + FILTER) == null ? 0 : HAS_FILTER)
            | (jar.getEntry(SERVICES + LISTENER) == null ? 0 : HAS_LISTENER)
            | (hasJarsWithin(jar) ? HAS_JARS_WITHIN : 0);
    KnownJar found =
        new KnownJar(file.getPath(), length, lastModified, signs, classPath(file, manifest));
    ZipEntry carried = jar.getEntry(Plan.RESOURCE);
    if (carried != null) {
      try (InputStream content = jar.getInputStream(carried)) {
        plan.read(file.getPath() + "!/" + Plan.RESOURCE, content);
      }
    } else {
      jars.put(found.path(), found);
    }
    goOn(file, jar, found);
  }

  private static boolean hasJarsWithin(ZipFile jar) {
    for (String place : WITHIN) {
      if (jar.getEntry(place) != null) {
        return true;
      }
    }
    return false;
  }

  /** Takes over what is in a jar, and looks at what its manifest names. */
  private void goOn(File file, @Nullable ZipFile jar, KnownJar found) {
    int signs = found.signs();
    files.add(file, jar, (signs & IS_MULTI_RELEASE) != 0);
    expectsMarks |= (signs & HAS_MARKS) != 0;
    hasJarsWithin |= (signs & HAS_JARS_WITHIN) != 0;
    providesFilter |= (signs & HAS_FILTER) != 0;
    providesListener |= (signs & HAS_LISTENER) != 0;
    for (String more : found.classPath()) {
      look(new File(more));
    }
  }

  private static boolean isBeyond(KnownJar place) {
    return (place.signs() & IS_BEYOND) != 0;
  }

  private static boolean isAsItWas(File entry, KnownJar jar) {
    return entry.length() == jar.length() && entry.lastModified() == jar.lastModified();
  }

  /** What a jar's manifest names, as the class loader resolves it. */
  private static List<String> classPath(File file, byte @Nullable [] manifest) throws IOException {
    String more = ManifestText.CLASS_PATH.in(manifest);
    if (more == null) {
      return List.of();
    }
    List<String> entries = new ArrayList<>();
    URI base = file.getAbsoluteFile().toURI();
    for (String relative : more.split(" ", -1)) {
      try {
        URI uri = base.resolve(relative);
        if (!relative.isEmpty() && "file".equals(uri.getScheme())) {
          entries.add(new File(uri).getPath());
        }
      } catch (IllegalArgumentException e) {
        // The class loader passes over it, too.
        Notes.add("the Class-Path of " + file + " has an entry that names no file: " + relative);
      }
    }
    return entries;
  }

  private static byte @Nullable [] manifest(ZipFile jar) throws IOException {
    ZipEntry entry = jar.getEntry(MANIFEST);
    if (entry == null) {
      return null;
    }
    try (InputStream content = jar.getInputStream(entry)) {
      return ManifestText.mainSection(content, entry.getSize());
    }
  }

  /** Whether a manifest says so; null says nothing. */
  static boolean isMultiRelease(byte @Nullable [] manifest) throws IOException {
    return "true".equalsIgnoreCase(ManifestText.MULTI_RELEASE.in(manifest));
  }
}
