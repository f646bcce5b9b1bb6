package io.lazyloader.agent.optimize;

import io.lazyloader.agent.jars.JarSource;
import io.lazyloader.agent.jars.JarWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The modules of a program. Their classes stay as they are, but as jars, which archives need. */
final class Modules {
  private static final String DESCRIPTOR = "module-info.class";

  private Modules() {}

  /**
   * Finds the modules of a module path, and packs those that are directories.
   *
   * @param path modules, and directories that hold some
   * @param directory where to put what is packed
   * @return jars, in search order
   */
  static List<PackedJar> pack(List<Path> path, Path directory) throws IOException {
    List<Path> modules = new ArrayList<>();
    for (Path element : path) {
      if (!Files.isDirectory(element) || Files.exists(element.resolve(DESCRIPTOR))) {
        modules.add(element);
        continue;
      }
      try (Stream<Path> inside = Files.list(element)) {
        inside
            .filter(
                file -> file.toString().endsWith(".jar") || Files.exists(file.resolve(DESCRIPTOR)))
            .sorted()
            .forEach(modules::add);
      }
    }
    return modules.isEmpty() ? List.of() : Packer.pack(modules, false, directory);
  }

  /**
   * Copies modules.
   *
   * @param directory where to
   * @return the copies, in the same order
   */
  static List<Path> copy(List<PackedJar> modules, Path directory) throws IOException {
    List<Path> copies = new ArrayList<>();
    for (PackedJar module : modules) {
      Files.createDirectories(directory);
      try (JarSource checked = JarSource.open(module.file())) {
        Path copy = directory.resolve(String.valueOf(checked.file().getFileName()));
        for (int number = 2; Files.exists(copy); number++) {
          copy = directory.resolve(number + "-" + checked.file().getFileName());
        }
        Files.copy(module.file(), copy);
        Files.setLastModifiedTime(copy, JarWriter.LAST_MODIFIED);
        copies.add(copy);
      }
    }
    return copies;
  }
}
