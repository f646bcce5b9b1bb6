package io.lazyloader.agent.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes what fish needs to complete a command with subcommands, which picocli does not. */
final class FishCompletion {
  private final CommandSpec root;
  private final StringBuilder script = new StringBuilder();

  FishCompletion(CommandSpec root) {
    this.root = root;
  }

  /** The script, one line for each subcommand, option and list of values. */
  String script() {
    String atStart = "__fish_use_subcommand";
    script.append("# Completes ").append(root.name()).append(" in fish. Made by: ");
    script.append(root.name()).append(" completion fish\n");
    script
        .append("complete -c ")
        .append(root.name())
        .append(" -f -n ")
        .append(atStart)
        .append('\n');
    options(root, atStart);
    for (CommandLine subcommand : root.subcommands().values()) {
      CommandSpec command = subcommand.getCommandSpec();
      line(atStart);
      script.append(" -a ").append(command.name());
      description(Usage.summary(command));
      String inCommand = quoted("__fish_seen_subcommand_from " + command.name());
      options(command, inCommand);
      for (PositionalParamSpec parameter : command.positionalParameters()) {
        if (parameter.completionCandidates() != null) {
          line(inCommand);
          script.append(" -f");
          values(parameter);
          script.append('\n');
        }
      }
    }
    // What stands there are words that commands take as well as we do.
    line(quoted("__fish_seen_subcommand_from help man"));
    script.append(" -f -a ").append(quoted(String.join(" ", root.subcommands().keySet())));
    return script.append('\n').toString();
  }

  private void options(CommandSpec command, String condition) {
    for (OptionSpec option : command.options()) {
      line(condition);
      for (String name : option.names()) {
        script.append(flag(name));
      }
      if (option.arity().min() > 0) {
        // Files are offered where a value may be any.
        script.append(option.completionCandidates() == null ? " -r" : " -x");
      }
      values(option);
      description(Usage.firstSentence(option.description()));
    }
  }

  /** Fish has names of one letter, long ones with two dashes, and long ones with one. */
  private static String flag(String name) {
    if (name.startsWith("--")) {
      return " -l " + name.substring(2);
    }
    return (name.length() == 2 ? " -s " : " -o ") + name.substring(1);
  }

  private void line(String condition) {
    script.append("complete -c ").append(root.name()).append(" -n ").append(condition);
  }

  private void values(ArgSpec argument) {
    Iterable<String> candidates = argument.completionCandidates();
    if (candidates != null) {
      script.append(" -a ").append(quoted(String.join(" ", candidates)));
    }
  }

  private void description(String text) {
    script.append(" -d ").append(quoted(text)).append('\n');
  }

  /** A word as fish takes it literally. */
  private static String quoted(String word) {
    return '\'' + word.replace("\\", "\\\\").replace("'", "\\'") + '\'';
  }
}
