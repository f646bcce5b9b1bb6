package io.lazyloader.agent;

import java.net.URL;
import java.security.CodeSource;

/** Where the agent itself was loaded from. */
final class AgentJar {
  private AgentJar() {}

  /** The path of the agent jar as it stands in a URL. */
  static String path() {
    CodeSource source = AgentJar.class.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location == null ? "loader-agent.jar" : location.getPath();
  }
}
