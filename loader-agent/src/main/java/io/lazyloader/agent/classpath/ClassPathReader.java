package io.lazyloader.agent.classpath;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/** Opens the entries of a class path, in the order in which a JVM would search them. */
final class ClassPathReader implements ClassPathFiles.Visitor {
  final List<PathEntry> entries = new ArrayList<>();
  final List<PathProblem> problems = new ArrayList<>();

  void read(String classPath) {
    ClassPathFiles.walk(classPath, this);
  }

  @Override
  public void complain(PathProblem problem) {
    problems.add(problem);
  }

  @Override
  public void found(ClassPathFiles.Found file) {
    if (Files.isDirectory(file.path())) {
      entries.add(new DirectoryEntry(file.name(), file.path()));
    } else {
      add(file);
    }
  }

  private void add(ClassPathFiles.Found file) {
    try {
      addJar(file.path(), file.name());
    } catch (IOException | RuntimeException e) {
      problems.add(
          new PathProblem(
              "class path entry "
                  + file.name()
                  + " can't be read as a jar ("
                  + e.getMessage()
                  + "). Is it complete?",
              file.isNamedByUser()));
    }
  }

  private void addJar(Path path, String name) throws IOException {
    JarFile jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
    boolean isBootJar =
        jar.getEntry(BootIndex.CLASSES) != null || jar.getEntry(BootIndex.NAME) != null;
    if (isBootJar) {
      entries.add(new JarFileEntry(name + "!/" + BootIndex.CLASSES, jar, BootIndex.CLASSES, false));
      addLibraries(jar, name);
    }
    entries.add(new JarFileEntry(name, jar, "", true));
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
    JarEntry index = jar.getJarEntry(BootIndex.NAME);
    if (index == null) {
      return jar.stream()
          .map(JarEntry::getName)
          .filter(path -> path.startsWith(BootIndex.LIBRARIES) && path.endsWith(".jar"))
          .toList();
    }
    try (InputStream bytes = jar.getInputStream(index)) {
      return BootIndex.libraries(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
    }
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
