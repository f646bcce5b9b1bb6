package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GlossaryTest {
  private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)*[A-Z]\\w+)`");

  @Test
  void the_glossary_names_classes_that_there_are() throws IOException {
    List<String> missing = new ArrayList<>();
    int named = 0;
    for (String line : Files.readAllLines(Path.of("../docs/glossary.md"))) {
      String[] columns = line.split("\\|", -1);
      Matcher names = CLASS.matcher(columns.length == 5 ? columns[3] : "");
      while (names.find()) {
        named++;
        if (!exists("io.lazyloader." + names.group(1))
            && !exists("io.lazyloader.agent." + names.group(1))) {
          missing.add(names.group(1));
        }
      }
    }

    assertThat(missing).isEmpty();
    assertThat(named).isGreaterThan(30);
  }

  private static boolean exists(String name) {
    return GlossaryTest.class.getResource('/' + name.replace('.', '/') + ".class") != null;
  }
}
