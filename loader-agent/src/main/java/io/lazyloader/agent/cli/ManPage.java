package io.lazyloader.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes the manual page of a command as {@code man} reads it, from what {@code --help} is made of.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/groff_man.7.html">groff_man(7)</a>
 */
final class ManPage {
  private static final String EXIT_CODES = "Exit codes:";

  private final CommandSpec command;
  private final String version;
  private final StringBuilder page = new StringBuilder();

  /**
   * Prepares.
   *
   * @param version of Lazyloader, for the foot of the page
   */
  ManPage(CommandSpec command, String version) {
    this.command = command;
    this.version = version;
  }

  /** What the page is called: the words of the command with hyphens between them. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  /** The page. */
  String text() {
    line(".TH " + name(command).toUpperCase(Locale.ROOT) + " 1 \"\" \"Lazyloader " + version + '"');
    section("NAME");
    line(escaped(name(command)) + " \\- " + escaped(Usage.summary(command)));
    section("SYNOPSIS");
    verbatim(synopsis());
    section("DESCRIPTION");
    paragraph(Usage.plain(command.usageMessage().description()));
    if (!command.positionalParameters().isEmpty()) {
      section("ARGUMENTS");
      for (PositionalParamSpec parameter : command.positionalParameters()) {
        item("\\fI" + escaped(parameter.paramLabel()) + "\\fR", parameter);
      }
    }
    section("OPTIONS");
    for (OptionSpec option : command.options()) {
      item(tag(option), option);
    }
    commands();
    footer();
    if (command.parent() != null) {
      section("SEE ALSO");
      line(".BR " + escaped(name(command.root())) + " (1)");
    }
    return page.toString();
  }

  private List<String> synopsis() {
    CommandLine.Help help = new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(OFF));
    return help.synopsis(0).lines().map(String::strip).toList();
  }

  private static final CommandLine.Help.Ansi OFF = CommandLine.Help.Ansi.OFF;

  private void commands() {
    if (command.subcommands().isEmpty()) {
      return;
    }
    section("COMMANDS");
    for (CommandLine subcommand : command.subcommands().values()) {
      CommandSpec spec = subcommand.getCommandSpec();
      line(".TP");
      line(".BR " + escaped(name(spec)) + " (1)");
      paragraph(Usage.plain(spec.usageMessage().description()));
    }
  }

  /** What stands below a usage: command lines, and exit codes behind their title. */
  private void footer() {
    List<String> examples = new ArrayList<>();
    List<String> codes = new ArrayList<>();
    List<String> current = examples;
    for (String line : command.usageMessage().footer()) {
      if (line.startsWith(EXIT_CODES)) {
        current = codes;
        current.add(line.substring(EXIT_CODES.length()).strip());
      } else if (!line.isBlank()) {
        current.add(current == codes ? line.strip() : line);
      }
    }
    if (!examples.isEmpty()) {
      section("EXAMPLES");
      verbatim(examples);
    }
    if (!codes.isEmpty()) {
      section("EXIT STATUS");
      paragraph(String.join(" ", codes));
    }
  }

  private static String tag(OptionSpec option) {
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add("\\fB" + escaped(name) + "\\fR");
    }
    String value = option.arity().max() == 0 ? "" : escaped(option.paramLabel());
    if (option.arity().max() > 0 && option.arity().min() == 0) {
      value = '[' + value + ']';
    }
    return String.join(", ", names) + (value.isEmpty() ? "" : " \\fI" + value + "\\fR");
  }

  private void item(String tag, ArgSpec argument) {
    line(".TP");
    line(tag);
    paragraph(Usage.plain(argument.description()));
  }

  private void section(String title) {
    line(".SH " + title);
  }

  private void paragraph(String text) {
    line(escaped(text));
  }

  /** Lines that stay as they are. */
  private void verbatim(List<String> lines) {
    line(".nf");
    lines.forEach(text -> line(escaped(Usage.plain(text))));
    line(".fi");
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  /** As troff shows it, and so that a shell takes what is copied from there. */
  private static String escaped(String text) {
    String plain =
        text.replace("\\", "\\e")
            .replace("-", "\\-")
            .replace("'", "\\(aq")
            .replace("`", "\\(ga")
            .replace("^", "\\(ha")
            .replace("~", "\\(ti");
    return plain.startsWith(".") ? "\\&" + plain : plain;
  }
}
