package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

class AgentJarIT {
  private static final long MAX_BYTES = 6_000_000;

  @Test
  void holds_no_class_but_ours_and_relocated_ones_and_none_twice() throws IOException {
    List<String> entries = entries();

    assertThat(entries).doesNotHaveDuplicates();
    assertThat(entries)
        .filteredOn(name -> name.endsWith(".class"))
        .isNotEmpty()
        .allMatch(name -> name.startsWith("io/lazyloader/"));
    assertThat(entries)
        .contains("io/lazyloader/Lazy.class", "io/lazyloader/runtime/LazyRegions.class")
        .noneMatch(name -> name.startsWith("META-INF/services/"))
        .noneMatch(name -> name.startsWith("io/lazyloader/agent/weave/LazyPlugin"))
        .noneMatch(name -> name.startsWith("io/lazyloader/metrics/LazyloaderMetrics"));
  }

  @Test
  void holds_what_the_html_report_is_made_of_and_the_licences_of_what_others_wrote()
      throws IOException {
    assertThat(entries())
        .contains(
            "io/lazyloader/agent/report/page/page.html",
            "io/lazyloader/agent/report/page/lib/d3-selection/dist/d3-selection.min.js",
            "META-INF/licenses/d3-selection/LICENSE",
            "META-INF/licenses/d3-flame-graph/LICENSE");
  }

  @Test
  void stays_within_its_size() throws IOException {
    assertThat(Files.size(Program.AGENT)).isLessThan(MAX_BYTES);
  }

  @Test
  void names_its_entry_points_and_its_version() throws IOException {
    try (JarInputStream jar = new JarInputStream(Files.newInputStream(Program.AGENT))) {
      Manifest manifest = jar.getManifest();
      Attributes attributes = manifest.getMainAttributes();
      assertThat(attributes.getValue("Premain-Class")).isEqualTo("io.lazyloader.agent.LazyAgent");
      assertThat(attributes.getValue("Agent-Class")).isEqualTo("io.lazyloader.agent.LazyAgent");
      assertThat(attributes.getValue("Main-Class")).isEqualTo("io.lazyloader.agent.cli.Main");
      assertThat(attributes.getValue("Implementation-Version")).isNotEmpty();
      assertThat(attributes.getValue("Automatic-Module-Name")).isEqualTo("io.lazyloader.agent");
    }
  }

  private static List<String> entries() throws IOException {
    List<String> entries = new ArrayList<>();
    try (JarInputStream jar = new JarInputStream(Files.newInputStream(Program.AGENT))) {
      for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
        if (!entry.isDirectory()) {
          entries.add(entry.getName());
        }
      }
    }
    return entries;
  }
}
