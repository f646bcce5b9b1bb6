package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.common.Patience;
import io.lazyloader.agent.validate.JarReport;
import io.lazyloader.agent.validate.JarValidator;
import io.lazyloader.agent.validate.UnreadableArchive;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares an optimised jar with what it was made of. */
@Command(
    name = "verify-jar",
    mixinStandardHelpOptions = true,
    description =
        "Proves of each class of an optimised jar that nothing was changed in it but what"
            + " optimising may change. Does not trust what made the jar, nor shares code with it.",
    footer = {
      "",
      "lazyloader verify-jar app.jar app-optimised.jar",
      "lazyloader verify-jar 'app.jar:lib/a.jar:lib/b.jar' all.jar",
      "",
      "Exit codes:   0 fine, 1 a check failed, 2 wrong usage"
    })
public final class VerifyJarCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "ORIGINAL",
      description =
          "A jar or a directory of classes; or several, with the path separator between them. Of"
              + " files with the same name, the first counts.")
  private String original;

  @Parameters(
      index = "1",
      paramLabel = "REWRITTEN",
      description = "The jar or directory that was made of them.")
  private Path rewritten;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean asJson;

  @Mixin private Messages messages = new Messages();

  /** Made by picocli, which sets the rest. */
  @SuppressWarnings("NullAway.Init")
  public VerifyJarCommand() {}

  @Override
  @SuppressWarnings("try") // Only to be closed.
  public Integer call() throws IOException {
    JarReport report;
    try (Patience waiting = messages.patience("comparing classes")) {
      report = JarValidator.compare(originals(), rewritten);
    } catch (UnreadableArchive e) {
      throw CommandFailure.usage(e.getMessage() + ".");
    }
    if (asJson) {
      VerifyJson.write(messages.out(), report);
    } else {
      VerifyText.write(messages.out(), report, messages.layout());
    }
    return (report.isVouchedFor() ? ExitCode.FINE : ExitCode.CHECK_FAILED).number();
  }

  private List<Path> originals() {
    List<Path> paths = new ArrayList<>();
    for (String part : original.split(Pattern.quote(File.pathSeparator), -1)) {
      if (!part.isEmpty()) {
        try {
          paths.add(Path.of(part));
        } catch (InvalidPathException e) {
          throw CommandFailure.usage("'" + part + "' can't be the name of a file.");
        }
      }
    }
    if (paths.isEmpty()) {
      throw CommandFailure.usage("ORIGINAL names no jar.");
    }
    return paths;
  }
}
