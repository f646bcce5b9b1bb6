package io.lazyloader.agent.classpath;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of a class path in the order in which a JVM would search them: wildcards are expanded,
 * and the jars that a manifest's {@code Class-Path} names stand behind the jar that names them.
 */
public final class ClassPathFiles {
  /**
   * A directory or jar that is there.
   *
   * @param path of it
   * @param name as the class path or a manifest has it
   * @param isNamedByUser whether the class path has it, and not a manifest
   */
  public record Found(Path path, String name, boolean isNamedByUser) {}

  /** Is told of entries in their order. */
  interface Visitor {
    /** A file is there. */
    void found(Found file);

    /** Something is wrong with an entry. */
    void complain(PathProblem problem);
  }

  private final List<Found> files;
  private final List<PathProblem> problems;

  private ClassPathFiles(List<Found> files, List<PathProblem> problems) {
    this.files = Collections.unmodifiableList(files);
    this.problems = Collections.unmodifiableList(problems);
  }

  /**
   * Looks a class path up.
   *
   * @param classPath entries, separated as on the command line of {@code java}
   */
  public static ClassPathFiles of(String classPath) {
    List<Found> files = new ArrayList<>();
    List<PathProblem> problems = new ArrayList<>();
    walk(
        classPath,
        new Visitor() {
          @Override
          public void found(Found file) {
            files.add(file);
          }

          @Override
          public void complain(PathProblem problem) {
            problems.add(problem);
          }
        });
    return new ClassPathFiles(files, problems);
  }

  /** Looks a class path up, and tells of each entry as it comes. */
  static void walk(String classPath, Visitor visitor) {
    Walk walk = new Walk(visitor);
    for (String element : classPath.split(File.pathSeparator, -1)) {
      // An empty element is the working directory.
      walk.addElement(element.isEmpty() ? "." : element);
    }
  }

  /** What is there, each file once. */
  public List<Found> files() {
    return files;
  }

  /** What is not there. */
  public List<PathProblem> problems() {
    return problems;
  }

  /** One look at a class path. */
  private static final class Walk {
    private final Visitor visitor;
    private final Set<Path> seen = new HashSet<>();

    Walk(Visitor visitor) {
      this.visitor = visitor;
    }

    private void addElement(String name) {
      try {
        if (name.equals("*") || name.endsWith("/*") || name.endsWith(File.separator + '*')) {
          addAllIn(name.substring(0, name.length() - 1), name);
        } else {
          add(Path.of(name), name, true);
        }
      } catch (InvalidPathException e) {
        visitor.complain(new PathProblem("class path entry " + name + " is no path: " + e, true));
      }
    }

    private void addAllIn(String directory, String name) {
      List<Path> jars = new ArrayList<>();
      try (DirectoryStream<Path> found =
          Files.newDirectoryStream(Path.of(directory), "*.{jar,JAR}")) {
        found.forEach(jars::add);
      } catch (IOException e) {
        visitor.complain(
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
      if (Files.exists(path)) {
        visitor.found(new Found(path, name, isNamedByUser));
        if (!Files.isDirectory(path)) {
          addNamedBy(path);
        }
      } else if (isNamedByUser) {
        // A manifest may name jars that are not there; the JVM passes over them in silence.
        visitor.complain(
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

    private void addNamedBy(Path jar) {
      URI base = jar.toUri();
      for (String relative : classPathIn(jar).split(" ", -1)) {
        Path other = relative.isEmpty() ? null : resolve(base, relative);
        if (other != null) {
          add(other, other.toString(), false);
        }
      }
    }

    /** Empty, too, of what is no jar: who opens it will say so. */
    private static String classPathIn(Path file) {
      try (JarFile jar = new JarFile(file.toFile(), false, ZipFile.OPEN_READ)) {
        Manifest manifest = jar.getManifest();
        String value =
            manifest == null
                ? null
                : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        return value == null ? "" : value;
      } catch (IOException | RuntimeException e) {
        return "";
      }
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
  }
}
