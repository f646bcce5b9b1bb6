package io.lazyloader.samples.languages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the Kotlin guide prints what the guide says, without and with the agent. */
class KotlinGuideIT {
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);
  private static final Path PAGE = Path.of("../../docs/guides/kotlin.md");

  @TempDir Path directory;

  @Test
  void the_marked_properties_of_the_guide_are_lazy_under_the_agent() throws Exception {
    List<MatchResult> blocks = BLOCK.matcher(Files.readString(PAGE)).results().toList();
    Path source = Files.writeString(directory.resolve("Shop.kt"), blocks.get(0).group(2));
    compile(source);

    List<String> outputs =
        blocks.stream()
            .filter(block -> block.group(1).isEmpty())
            .map(block -> block.group(2))
            .toList();
    assertThat(run()).isEqualTo(outputs.get(0));
    assertThat(run("-javaagent:" + System.getProperty("agent.jar") + "=quiet"))
        .isEqualTo(outputs.get(1));
  }

  private void compile(Path source) {
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    ExitCode code =
        new K2JVMCompiler()
            .exec(
                new PrintStream(messages, true, StandardCharsets.UTF_8),
                source.toString(),
                "-d",
                directory.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-no-stdlib",
                "-no-reflect",
                "-jvm-target",
                "17");
    assertThat(code).as(messages.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.OK);
  }

  private String run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(directory + File.pathSeparator + System.getProperty("java.class.path"));
    command.add("shop.ShopKt");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed.replace("\r\n", "\n");
  }
}
