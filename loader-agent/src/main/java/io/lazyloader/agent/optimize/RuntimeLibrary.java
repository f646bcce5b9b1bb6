package io.lazyloader.agent.optimize;

import io.lazyloader.agent.jars.JarItem;
import io.lazyloader.agent.jars.JarSource;
import io.lazyloader.agent.jars.JarWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** What woven classes call, {@code loader-core}, out of the jar that holds all of Lazyloader. */
final class RuntimeLibrary {
  private static final String OURS = "io/lazyloader/";
  private static final List<String> PACKAGES = List.of(OURS + "runtime/", OURS + "metrics/");

  private RuntimeLibrary() {}

  /**
   * Whether an entry of a jar is of it; a program may bring it in a jar of its own or among its.
   */
  static boolean contains(String entry) {
    return entry.startsWith(OURS)
        && (entry.indexOf('/', OURS.length()) < 0 || PACKAGES.stream().anyMatch(entry::startsWith));
  }

  /**
   * Writes it as a jar of its own.
   *
   * @param agentJar that has agent, command line and library in one
   */
  static void write(Path agentJar, Path file) throws IOException {
    try (JarSource agent = JarSource.open(agentJar);
        JarWriter jar = new JarWriter(file)) {
      Manifest manifest = new Manifest();
      Attributes main = manifest.getMainAttributes();
      main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
      Attributes ofAgent = agent.manifest().getMainAttributes();
      for (Attributes.Name name :
          new Attributes.Name[] {
            Attributes.Name.IMPLEMENTATION_TITLE, Attributes.Name.IMPLEMENTATION_VERSION
          }) {
        if (ofAgent.containsKey(name)) {
          main.put(name, ofAgent.get(name));
        }
      }
      jar.add(JarItem.of(JarFile.MANIFEST_NAME, JarWriter.bytes(manifest)));
      for (JarItem item : agent.items()) {
        if (contains(item.name())) {
          jar.add(item);
        }
      }
    }
  }
}
