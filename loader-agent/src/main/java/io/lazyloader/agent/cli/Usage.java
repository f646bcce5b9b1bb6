package io.lazyloader.agent.cli;

import picocli.CommandLine.Model.CommandSpec;

/** Texts of commands and options as plain sentences. */
final class Usage {
  private Usage() {}

  /** A description in one line, without the format characters of picocli. */
  static String plain(String... description) {
    return String.join(" ", description).replace("%n", " ").replace("%%", "%").strip();
  }

  /** The first sentence of a description, without its full stop and what the default is. */
  static String firstSentence(String... description) {
    return plain(description).split("[.;] |[.]$", 2)[0].replaceAll(" \\(default.*", "");
  }

  /** What a command is for, in a few words. */
  static String summary(CommandSpec command) {
    return firstSentence(command.usageMessage().description());
  }
}
