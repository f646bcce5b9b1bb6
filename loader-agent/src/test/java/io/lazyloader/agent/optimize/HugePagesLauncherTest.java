package io.lazyloader.agent.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a launcher asks of a system other than the one that it was made on. */
class HugePagesLauncherTest {
  @TempDir Path root;

  @DisabledOnOs(OS.WINDOWS) // runs a script of a shell
  @ParameterizedTest
  @CsvSource({
    "always [madvise] never, true",
    "[always] madvise never, true",
    "always madvise [never], false",
    "'', false"
  })
  void huge_pages_are_asked_for_only_where_there_are_some(String setting, boolean asks)
      throws Exception {
    write(List.of("-XX:-UsePerfData", HugePages.OPTION));
    Path here = root.resolve("enabled");
    if (!setting.isEmpty()) {
      Files.writeString(here, setting + "\n");
    }
    Path script = root.resolve("bin/app");
    Files.writeString(script, Files.readString(script).replace(HugePages.SETTING, here.toString()));

    List<String> words = words(script);

    assertThat(words).contains("-XX:-UsePerfData", "app.Main");
    assertThat(words.contains(HugePages.OPTION)).as("%s", words).isEqualTo(asks);
  }

  @Test
  void a_program_that_gains_nothing_by_them_is_not_given_any() throws Exception {
    write(List.of("-XX:-UsePerfData"));

    for (String file : List.of("bin/app", "bin/app.cmd", "app.argfile")) {
      assertThat(Files.readString(root.resolve(file))).doesNotContain(HugePages.SETTING);
    }
  }

  @Test
  void windows_has_none() throws Exception {
    write(List.of(HugePages.OPTION));

    assertThat(Files.readString(root.resolve("bin/app.cmd"))).doesNotContain("HugePages");
    assertThat(Files.readString(root.resolve("app.argfile"))).contains(HugePages.OPTION);
  }

  private void write(List<String> flags) throws IOException {
    Application application =
        new Application(
            "app",
            List.of(),
            List.of(),
            List.of(),
            List.of("app.Main"),
            List.of(),
            false,
            List.of());
    Image image = new Image("linked", List.of(root.resolve("lib/app.jar")), List.of(), null, flags);
    new Launchers(application, new TargetJdk(root.resolve("jdk"), 25, "25.0.3"), image, root)
        .write();
  }

  /** What a launcher gives to java: one in its place prints that. */
  private List<String> words(Path script) throws Exception {
    Path java = root.resolve("fake/bin/java");
    Files.createDirectories(root.resolve("fake/bin"));
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", root.resolve("fake").toString());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().toList();
  }
}
