package io.lazyloader.agent.cli.program;

import io.lazyloader.agent.cli.common.CommandFailure;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jar that this command line runs from: the agent and the command line in one. */
public final class AgentJar {
  private AgentJar() {}

  /**
   * Finds the jar.
   *
   * @param what the command that needs it, as the start of a sentence
   * @throws CommandFailure if the classes do not come from a jar
   */
  public static Path find(String what) {
    try {
      Path jar =
          Path.of(AgentJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isRegularFile(jar)) {
        return jar;
      }
      throw CommandFailure.usage(what + " runs from loader-agent.jar, not from " + jar);
    } catch (URISyntaxException e) {
      throw CommandFailure.usage("the agent jar lies at a strange place: " + e);
    }
  }
}
