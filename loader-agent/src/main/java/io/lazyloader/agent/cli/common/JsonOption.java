package io.lazyloader.agent.cli.common;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The same for programs, in a file of its own: a mixin of commands whose standard output is for
 * something else.
 */
public final class JsonOption {
  private static final String STDOUT = "-";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also writes the outcome as JSON there; - is stdout.")
  private @Nullable String file;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Made by picocli, which sets the rest. */
  @SuppressWarnings("NullAway.Init")
  public JsonOption() {}

  /** Whether it is asked for. */
  public boolean isGiven() {
    return file != null;
  }

  /** Whether it goes to standard output. */
  public boolean isStdout() {
    return STDOUT.equals(file);
  }

  /**
   * Tells whether what was named can be written.
   *
   * @throws CommandFailure if not
   */
  public void check() {
    if (file != null && !isStdout()) {
      OutputFile output = new OutputFile("--json", Path.of(file));
      output.checkPlace();
      output.probe();
    }
  }

  /**
   * Writes a document, if it is asked for.
   *
   * @throws CommandFailure if a file can't be written; then it is as it was
   */
  public void write(String document) {
    if (isStdout()) {
      PrintWriter out = command.commandLine().getOut();
      out.print(document);
      out.flush();
    } else if (file != null) {
      new OutputFile("--json", Path.of(file)).write(out -> out.write(document));
    }
  }
}
