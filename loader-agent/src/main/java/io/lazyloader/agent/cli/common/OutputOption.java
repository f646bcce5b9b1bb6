package io.lazyloader.agent.cli.common;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command's data goes: a mixin of commands that write to standard output unless told. */
public final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Writes there instead of to standard output.")
  private @Nullable Path file;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Made by picocli, which sets the rest. */
  @SuppressWarnings("NullAway.Init")
  public OutputOption() {}

  /** The file that was named; null for standard output. */
  public @Nullable Path file() {
    return file;
  }

  /**
   * Tells whether what was named can be written.
   *
   * @throws CommandFailure if not; nothing is made
   */
  public void check() {
    if (file != null) {
      new OutputFile("-o", file).checkPlace();
    }
  }

  /**
   * Writes all there is.
   *
   * @throws CommandFailure if a file can't be written; then it is as it was
   */
  public void write(OutputFile.Content content) throws IOException {
    if (file == null) {
      PrintWriter out = command.commandLine().getOut();
      content.writeTo(out);
      return;
    }
    new OutputFile("-o", file).write(content);
  }
}
