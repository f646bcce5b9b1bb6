package io.lazyloader.agent.cli.bench;

import io.lazyloader.agent.about.About;
import io.lazyloader.agent.bench.FileDigest;
import io.lazyloader.agent.bench.JavaArguments;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.program.ChildJvm;
import io.lazyloader.agent.optimize.LinkedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The toolbox as {@code optimize} leaves it, beside the jar that it is made of. It is kept, and
 * made anew only for another toolbox, agent, JDK or tool.
 */
final class OptimisedToolbox {
  /** Holds what the result was made of; written last, so that there is none without a result. */
  private static final String KEY = "demo.key";

  private final Path toolbox;
  private final Path agent;
  private final List<String> tool;
  private final Path directory;

  /**
   * Finds its place.
   *
   * @param toolbox the jar
   * @param agent the jar of this command line
   * @param tool the tool, and its arguments
   */
  OptimisedToolbox(Path toolbox, Path agent, List<String> tool) {
    this.toolbox = toolbox;
    this.agent = agent;
    this.tool = tool;
    this.directory = toolbox.resolveSibling("optimised");
  }

  /** Whether it is there as it would be made. */
  boolean isMade() throws IOException {
    Path key = directory.resolve(KEY);
    return Files.isRegularFile(key) && Files.readString(key).equals(key());
  }

  /**
   * Makes it; an earlier one is replaced.
   *
   * @throws CommandFailure if that fails, with what {@code optimize} said
   */
  void make() throws IOException {
    List<String> optimize = new ArrayList<>(List.of("-jar", agent.toString(), "optimize"));
    // All passes that pay on the toolbox, unmeasured: docs/figures.md has what each gains.
    optimize.addAll(List.of("-n", "0", "--skip", "merge", "--overwrite"));
    optimize.addAll(List.of("-o", directory.toString(), "--", "-jar", toolbox.toString()));
    optimize.addAll(tool);
    ChildJvm.run(optimize);
    keep();
  }

  /** Notes what it was made of. */
  void keep() throws IOException {
    Files.writeString(directory.resolve(KEY), key());
  }

  /** How to run it, from wherever. */
  JavaArguments arguments() throws IOException {
    return JavaArguments.parse(LinkedProgram.read(directory).words(tool));
  }

  private String key() throws IOException {
    return String.join(
        "\n",
        "toolbox " + FileDigest.sha256(toolbox),
        "agent " + FileDigest.sha256(agent),
        "jdk " + About.jvm() + ' ' + System.getProperty("java.home"),
        "tool " + String.join(" ", tool),
        "");
  }
}
