package io.lazyloader.agent.classpath;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Opens the entries of a class path, in the order in which a JVM would search them. */
final class ClassPathReader {
  private static final String BOOT_CLASSES = "BOOT-INF/classes/";
  private static final String BOOT_LIBRARIES = "BOOT-INF/lib/";
  private static final String BOOT_INDEX = "BOOT-INF/classpath.idx";

  final List<PathEntry> entries = new ArrayList<>();
  final List<PathProblem> problems = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();

  void read(String classPath) {
    for (String element : classPath.split(File.pathSeparator, -1)) {
      // An empty element is the working directory.
      String name = element.isEmpty() ? "." : element;
      try {
        if (name.equals("*") || name.endsWith("/*") || name.endsWith(File.separator + '*')) {
          addAllIn(name.substring(0, name.length() - 1), name);
        } else {
          add(Path.of(name), name, true);
        }
      } catch (InvalidPathException e) {
        problems.add(new PathProblem("class path entry " + name + " is no path: " + e, true));
      }
    }
  }

  private void addAllIn(String directory, String name) {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of(directory), "*.{jar,JAR}")) {
      files.forEach(jars::add);
    } catch (IOException e) {
      problems.add(
          new PathProblem("class path entry " + name + ": no directory can be read there", true));
    }
    Collections.sort(jars);
    for (Path jar : jars) {
      add(jar, jar.toString(), true);
    }
  }

  private void add(Path path, String name, boolean isNamedByUser) {
    if (!seen.add(path.toAbsolutePath().normalize())) {
      return;
    }
    if (Files.isDirectory(path)) {
      entries.add(new DirectoryEntry(name, path));
    } else if (Files.exists(path)) {
      try {
        addJar(path, name);
      } catch (IOException | RuntimeException e) {
        problems.add(
            new PathProblem(
                "class path entry "
                    + name
                    + " can't be read as a jar ("
                    + e.getMessage()
                    + "). Is it complete?",
                isNamedByUser));
      }
    } else if (isNamedByUser) {
      // A manifest may name jars that are not there; the JVM passes over them in silence.
      problems.add(
          new PathProblem(
              "class path entry "
                  + name
                  + " does not exist"
                  + (path.isAbsolute()
                      ? "."
                      : " (looked in " + Path.of("").toAbsolutePath() + ")."),
              true));
    }
  }

  private void addJar(Path path, String name) throws IOException {
    JarFile jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
    boolean isBootJar = jar.getEntry(BOOT_CLASSES) != null || jar.getEntry(BOOT_INDEX) != null;
    if (isBootJar) {
      entries.add(new JarFileEntry(name + "!/" + BOOT_CLASSES, jar, BOOT_CLASSES, false));
      addLibraries(jar, name);
    }
    entries.add(new JarFileEntry(name, jar, "", true));
    String more = classPathIn(jar);
    if (more != null) {
      URI base = path.toUri();
      for (String relative : more.split(" ", -1)) {
        Path other = relative.isEmpty() ? null : resolve(base, relative);
        if (other != null) {
          add(other, other.toString(), false);
        }
      }
    }
  }

  private static @Nullable String classPathIn(JarFile jar) throws IOException {
    Manifest manifest = jar.getManifest();
    return manifest == null
        ? null
        : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
  }

  /** The file that a manifest means; null if it means none. */
  private static @Nullable Path resolve(URI base, String relative) {
    try {
      URI uri = base.resolve(relative);
      return "file".equals(uri.getScheme()) ? Path.of(uri) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void addLibraries(JarFile jar, String name) throws IOException {
    for (String library : libraries(jar)) {
      String libraryName = name + "!/" + library;
      try {
        JarEntry entry = jar.getJarEntry(library);
        if (entry != null) {
          JarFile opened = open(jar, entry);
          entries.add(new JarFileEntry(libraryName, opened, "", true));
        }
      } catch (IOException | RuntimeException e) {
        problems.add(
            new PathProblem(
                "jar " + libraryName + " can't be read (" + e.getMessage() + ").", false));
      }
    }
  }

  /** The nested jars in the order in which Spring Boot searches them. */
  private static List<String> libraries(JarFile jar) throws IOException {
    JarEntry index = jar.getJarEntry(BOOT_INDEX);
    if (index == null) {
      return jar.stream()
          .map(JarEntry::getName)
          .filter(path -> path.startsWith(BOOT_LIBRARIES) && path.endsWith(".jar"))
          .toList();
    }
    List<String> libraries = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(jar.getInputStream(index), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // - "BOOT-INF/lib/some.jar"
        int from = line.indexOf('"');
        int to = line.lastIndexOf('"');
        if (from >= 0 && to > from) {
          libraries.add(line.substring(from + 1, to));
        }
      }
    }
    return libraries;
  }

  /** The JDK reads jars from files only, so a nested one gets a file that dies with its reader. */
  private static JarFile open(JarFile outer, JarEntry nested) throws IOException {
    Path copy = Files.createTempFile("nested", ".jar");
    try (InputStream content = outer.getInputStream(nested)) {
      Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
      return new JarFile(
          copy.toFile(), false, ZipFile.OPEN_READ | ZipFile.OPEN_DELETE, Runtime.version());
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }
}
