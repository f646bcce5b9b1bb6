package io.lazyloader.agent.cli;

import io.lazyloader.agent.about.About;
import io.lazyloader.agent.bench.FileDigest;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.program.AgentJar;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version, for those who take it for a command. */
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = "Prints which Lazyloader this is and which JVM runs it, as --version does.")
final class VersionCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  VersionCommand() {}

  @Override
  public void run() {
    spec.root().commandLine().printVersionHelp(spec.commandLine().getOut());
  }

  /** Tells what whoever mends a defect asks first. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "lazyloader " + About.version(),
        "build  " + build(),
        "JVM    " + About.jvm() + " (" + About.property("java.home") + ')',
        "system " + About.system() + ' ' + About.property("os.version")
      };
    }

    /** The jar by what is in it: a version that is not released has many builds. */
    private static String build() {
      try {
        Path jar = AgentJar.find("version");
        return jar.getFileName() + ", SHA-256 " + FileDigest.sha256(jar);
      } catch (CommandFailure | IOException e) {
        return "(not from a jar)";
      }
    }
  }
}
