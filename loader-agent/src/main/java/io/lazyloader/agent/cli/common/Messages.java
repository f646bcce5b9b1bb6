package io.lazyloader.agent.cli.common;

import java.io.PrintWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a command says, and where: a mixin of commands. Data goes to stdout, the rest to stderr. */
@Command
public final class Messages {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private @Nullable Patience patience;

  /** Made by picocli, which sets the rest. */
  @SuppressWarnings("NullAway.Init")
  public Messages() {}

  /** Takes data. */
  public PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Takes everything else. */
  public PrintWriter err() {
    return command.commandLine().getErr();
  }

  /** Tells the user a sentence. */
  public void tell(String sentence) {
    if (patience != null) {
      patience.erase();
    }
    tell(err(), sentence);
  }

  /** Tells the user a sentence on a stream. */
  public static void tell(PrintWriter err, String sentence) {
    err.println("lazyloader: " + sentence);
    err.flush();
  }

  /**
   * Says what takes so long, if it does.
   *
   * @param what as in {@code judging 1,234 classes}
   * @return to be closed when that is done
   */
  public Patience patience(String what) {
    return patience(() -> what);
  }

  /** Says what takes so long, as far as it has come when it is asked. */
  public Patience patience(Supplier<String> what) {
    patience = Patience.begin(err(), Terminal.isErrInteractive(), what, Patience.LIMIT);
    return patience;
  }

  /** How to lay out what is printed. */
  public TextLayout layout() {
    return Terminal.layout(command);
  }

  /** What is to be thrown if options do not go together; the user is told of {@code --help}. */
  public ParameterException wrongUsage(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }
}
