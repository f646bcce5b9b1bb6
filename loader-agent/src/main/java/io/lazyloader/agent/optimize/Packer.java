package io.lazyloader.agent.optimize;

import io.lazyloader.agent.classpath.BootIndex;
import io.lazyloader.agent.jars.JarItem;
import io.lazyloader.agent.jars.JarSource;
import io.lazyloader.agent.jars.JarWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The pass <i>pack</i>: archives take classes from jars only, so each directory becomes a jar, and
 * the jars within a Spring Boot jar become files.
 */
final class Packer {
  private final Path directory;
  private final List<PackedJar> packed = new ArrayList<>();

  private Packer(Path directory) {
    this.directory = directory;
  }

  /**
   * Packs what is no jar yet.
   *
   * @param path directories and jars
   * @param isBootJar whether it is one jar that holds others
   * @param directory where to put what is packed
   * @return jars, in the order of the path
   */
  static List<PackedJar> pack(List<Path> path, boolean isBootJar, Path directory)
      throws IOException {
    Files.createDirectories(directory);
    Packer packer = new Packer(directory);
    for (Path element : path) {
      if (Files.isDirectory(element)) {
        packer.packDirectory(element);
      } else if (isBootJar) {
        packer.unpackBootJar(element);
      } else {
        packer.packed.add(new PackedJar(element, element.toString(), false));
      }
    }
    return packer.packed;
  }

  private void packDirectory(Path root) throws IOException {
    Path name = root.toAbsolutePath().normalize().getFileName();
    List<Path> files;
    try (Stream<Path> found = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      files =
          found
              .filter(file -> !file.equals(root))
              .sorted(Comparator.comparing(file -> nameIn(root, file)))
              .toList();
    }
    try (JarWriter jar = new JarWriter(free(name == null ? "root" : name.toString()))) {
      Path manifest = root.resolve(JarFile.MANIFEST_NAME);
      if (Files.isRegularFile(manifest)) {
        add(jar, root, manifest);
      } else {
        jar.add(JarItem.of(JarFile.MANIFEST_NAME, emptyManifest()));
      }
      for (Path file : files) {
        if (!file.equals(manifest)) {
          add(jar, root, file);
        }
      }
      packed.add(new PackedJar(jar.file(), root.toString(), true));
    }
  }

  private static void add(JarWriter jar, Path root, Path file) throws IOException {
    boolean isDirectory = Files.isDirectory(file);
    String name = nameIn(root, file) + (isDirectory ? "/" : "");
    jar.add(
        isDirectory
            ? JarItem.of(name, new byte[0])
            : JarItem.of(
                name, Files.readAllBytes(file), Files.getLastModifiedTime(file).toMillis()));
  }

  private static String nameIn(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static byte[] emptyManifest() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    return JarWriter.bytes(manifest);
  }

  private void unpackBootJar(Path file) throws IOException {
    try (JarSource outer = JarSource.open(file)) {
      packOutside(file, outer);
      packClasses(file, outer);
      for (String library : libraries(outer)) {
        JarItem nested = outer.find(library);
        if (nested != null) {
          Path jar =
              free(library.substring(library.lastIndexOf('/') + 1).replaceFirst("\\.jar$", ""));
          Files.write(jar, nested.read());
          Files.setLastModifiedTime(jar, JarWriter.LAST_MODIFIED);
          packed.add(new PackedJar(jar, file + "!/" + library, true));
        }
      }
    }
  }

  /**
   * What stands beside classes and libraries, such as the bill of materials in {@code
   * META-INF/sbom}: the program finds it first, as it is on the class path of the launcher.
   */
  private void packOutside(Path file, JarSource outer) throws IOException {
    List<JarItem> outside = new ArrayList<>();
    for (JarItem item : outer.items()) {
      String name = item.name();
      if (!item.isDirectory()
          && !name.startsWith("BOOT-INF/")
          && !isOfLauncher(item)
          && !name.equals(JarFile.MANIFEST_NAME)
          && !Signatures.isPart(item)) {
        outside.add(item);
      }
    }
    if (outside.isEmpty()) {
      return;
    }
    try (JarWriter jar = new JarWriter(free("outside"))) {
      for (JarItem item : outside) {
        jar.add(item);
      }
      packed.add(new PackedJar(jar.file(), file.toString(), true));
    }
  }

  /** Spring Boot's launcher, which the result does without, and what names its classes. */
  private static boolean isOfLauncher(JarItem item) throws IOException {
    return item.name().startsWith(BootIndex.LAUNCHER)
        || (item.name().startsWith("META-INF/services/")
            && new String(item.read(), StandardCharsets.UTF_8)
                .contains(BootIndex.LAUNCHER.replace('/', '.')));
  }

  private void packClasses(Path file, JarSource outer) throws IOException {
    try (JarWriter classes = new JarWriter(free("classes"))) {
      JarItem manifest = outer.find(JarFile.MANIFEST_NAME);
      if (manifest != null) {
        classes.add(manifest);
      }
      for (JarItem item : outer.items()) {
        String name = item.name();
        if (name.startsWith(BootIndex.CLASSES) && name.length() > BootIndex.CLASSES.length()) {
          JarItem inside = item.named(name.substring(BootIndex.CLASSES.length()));
          if (!classes.has(inside.name())) {
            classes.add(inside);
          }
        }
      }
      packed.add(new PackedJar(classes.file(), file + "!/" + BootIndex.CLASSES, true));
    }
  }

  /** The nested jars in the order in which Spring Boot's launcher has them on the class path. */
  private static List<String> libraries(JarSource outer) throws IOException {
    List<String> libraries = new ArrayList<>();
    JarItem index = outer.find(BootIndex.NAME);
    if (index != null) {
      libraries.addAll(BootIndex.libraries(new String(index.read(), StandardCharsets.UTF_8)));
    }
    for (JarItem item : outer.items()) {
      String name = item.name();
      if (name.startsWith(BootIndex.LIBRARIES)
          && name.endsWith(".jar")
          && !libraries.contains(name)) {
        libraries.add(name);
      }
    }
    return libraries;
  }

  private Path free(String name) {
    Path jar = directory.resolve(name + ".jar");
    for (int number = 2; Files.exists(jar); number++) {
      jar = directory.resolve(name + '-' + number + ".jar");
    }
    return jar;
  }
}
