package io.lazyloader.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container file whose steps are run as a shell runs them, for where there is no container
 * engine: in a directory that takes the place of the root, with the JDK at hand for that of the
 * base image. It knows the instructions and forms that ours has, and no other.
 */
final class Containerfile {
  private static final Pattern ABSOLUTE = Pattern.compile("(?<![\\w./:])/(build|opt)/");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");

  private final List<String> steps;

  private Containerfile(List<String> steps) {
    this.steps = List.copyOf(steps);
  }

  /** Reads the steps, of which each may go on over several lines. */
  static Containerfile read(Path file) throws IOException {
    List<String> steps = new ArrayList<>();
    StringBuilder step = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("#") || (line.isBlank() && step.isEmpty())) {
        continue;
      }
      boolean goesOn = line.endsWith("\\");
      step.append(goesOn ? line.substring(0, line.length() - 1) : line);
      if (!goesOn) {
        steps.add(step.toString());
        step.setLength(0);
      }
    }
    return new Containerfile(steps);
  }

  /**
   * Runs the steps.
   *
   * @param context what files are copied from
   * @param place a directory to make; below it each stage has the same root in turn, as older JDKs
   *     look for an archive where it was made
   * @param jdk takes the place of the base image's
   * @return what runs in the container
   */
  List<String> build(Path context, Path place, Path jdk) throws IOException, InterruptedException {
    Path root = Files.createDirectories(place.resolve("root"));
    String port = String.valueOf(RunningService.freePort());
    Map<String, Path> stages = new HashMap<>();
    List<String> entryPoint = List.of();
    String stage = "";
    for (String step : steps) {
      String instruction = step.substring(0, step.indexOf(' '));
      String rest = step.substring(instruction.length()).strip();
      switch (instruction) {
        case "FROM" -> {
          if (!stage.isEmpty()) {
            stages.put(stage, Files.move(root, place.resolve(stage)));
            Files.createDirectories(root);
          }
          stage = rest.contains(" AS ") ? rest.substring(rest.indexOf(" AS ") + 4) : "last";
        }
        case "COPY" -> copy(context, root, stages, rest);
        case "RUN" -> run(root, jdk, port, inside(rest.replace("8080", port), root));
        case "EXPOSE" -> assertThat(rest).isEqualTo("8080");
        case "ENTRYPOINT" -> entryPoint = words(inside(rest, root));
        default -> throw new AssertionError("an instruction that the test does not know: " + step);
      }
    }
    return entryPoint;
  }

  private static void copy(Path context, Path root, Map<String, Path> stages, String rest)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(Arrays.asList(rest.split(" +")));
    Path from = context;
    if (words.get(0).startsWith("--from=")) {
      from = stages.get(words.remove(0).substring("--from=".length()));
    }
    String target = words.remove(words.size() - 1);
    Path to = root.resolve(target.substring(1));
    Files.createDirectories(target.endsWith("/") ? to : to.getParent());
    for (String word : words) {
      String source = from + "/" + (word.startsWith("/") ? word.substring(1) : word);
      run(
          root,
          Path.of(System.getProperty("java.home")),
          "",
          "cp -a '" + source + "' '" + to + "'");
    }
  }

  /** Runs a step; the service listens on a port of the test's, as others may have 8080. */
  private static void run(Path root, Path jdk, String port, String command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", command)
            .directory(root.toFile())
            .redirectErrorStream(true);
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("SERVER_PORT", port);
    builder.environment().merge("PATH", jdk + "/bin", (path, bin) -> bin + ':' + path);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(command + "\n" + output).isZero();
  }

  private static String inside(String text, Path root) {
    return ABSOLUTE.matcher(text).replaceAll(Matcher.quoteReplacement(root.toString()) + "/$1/");
  }

  private static List<String> words(String array) {
    return WORD.matcher(array).results().map(word -> word.group(1)).toList();
  }
}
