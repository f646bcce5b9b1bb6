package io.lazyloader.agent.cli;

import io.lazyloader.agent.cli.common.EnumConverter;
import io.lazyloader.agent.cli.common.Messages;
import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete our command lines. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script by which a shell completes commands, options and their values.",
    footer = {
      "",
      "eval \"$(lazyloader completion bash)\"       # in ~/.bashrc; zsh: in ~/.zshrc",
      "lazyloader completion fish > ~/.config/fish/completions/lazyloader.fish"
    })
final class CompletionCommand implements Runnable {
  /** The shells that have scripts. */
  enum Shell {
    BASH,
    /** Reads the script for bash, which tells the two apart. */
    ZSH,
    FISH
  }

  @Parameters(
      index = "0",
      paramLabel = "SHELL",
      description = "${COMPLETION-CANDIDATES}.",
      converter = ShellConverter.class,
      completionCandidates = ShellConverter.class)
  private Shell shell;

  @Mixin private Messages messages = new Messages();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  CompletionCommand() {}

  @Override
  public void run() {
    CommandLine root = spec.root().commandLine();
    PrintWriter out = messages.out();
    switch (shell) {
      case BASH, ZSH -> out.print(AutoComplete.bash(spec.root().name(), root));
      case FISH -> out.print(new FishCompletion(spec.root()).script());
    }
    out.flush();
  }

  /** Shells are written in lower case. */
  static final class ShellConverter extends EnumConverter<Shell> {
    ShellConverter() {
      super(Shell.class);
    }
  }
}
