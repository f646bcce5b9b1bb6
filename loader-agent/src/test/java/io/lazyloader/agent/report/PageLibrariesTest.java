package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is checked in of npm's packages is what the lock file names; {@code -Ppage} renews it. */
class PageLibrariesTest {
  private static final Path LOCK = Path.of("src/main/npm/package-lock.json");
  private static final Path LIBRARIES =
      Path.of("src/main/resources/io/lazyloader/agent/report/page/lib");
  private static final Path LICENCES = Path.of("src/main/resources/META-INF/licenses");
  private static final Pattern PACKAGE =
      Pattern.compile("\"node_modules/([^\"]+)\": \\{\\s+\"version\": \"([^\"]+)\"");

  /** Its file does not tell its version. */
  private static final String FLAME_GRAPH = "d3-flame-graph";

  @Test
  void the_libraries_have_the_versions_of_the_lock_file() throws IOException {
    Map<String, String> versions = new TreeMap<>();
    for (String library : children(LIBRARIES)) {
      if (!library.equals(FLAME_GRAPH)) {
        versions.put(library, version(library));
      }
    }

    Map<String, String> locked = locked();
    locked.keySet().removeIf(name -> !name.startsWith("d3-") || name.equals(FLAME_GRAPH));
    assertThat(versions).isEqualTo(locked);
    assertThat(LIBRARIES.resolve(FLAME_GRAPH)).isDirectory();
  }

  @Test
  void every_package_has_its_licence_beside_it() throws IOException {
    assertThat(children(LICENCES)).isEqualTo(locked().keySet());
  }

  private static String version(String library) throws IOException {
    Path file = LIBRARIES.resolve(library).resolve("dist").resolve(library + ".min.js");
    String header = Files.readAllLines(file).get(0);
    Matcher matcher = Pattern.compile("/" + library + "/ v(\\S+) ").matcher(header);
    assertThat(matcher.find()).as(header).isTrue();
    return matcher.group(1);
  }

  private static Map<String, String> locked() throws IOException {
    Map<String, String> locked = new TreeMap<>();
    Matcher packages = PACKAGE.matcher(Files.readString(LOCK));
    while (packages.find()) {
      locked.put(packages.group(1), packages.group(2));
    }
    assertThat(locked).isNotEmpty();
    return locked;
  }

  private static Set<String> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      Set<String> names = new TreeSet<>();
      children.forEach(child -> names.add(child.getFileName().toString()));
      return names;
    }
  }
}
