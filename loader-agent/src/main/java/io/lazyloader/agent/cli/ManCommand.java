package io.lazyloader.agent.cli;

import io.lazyloader.agent.about.About;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.common.OutputFile;
import io.lazyloader.agent.profile.ProfileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints manual pages, or writes all of them. */
@Command(
    name = "man",
    mixinStandardHelpOptions = true,
    description = "Prints the manual page of a command in troff, or writes those of all commands.",
    footer = {"", "lazyloader man run | man -l -", "lazyloader man -d ~/.local/share/man/man1"})
final class ManCommand implements Runnable {
  @Parameters(
      arity = "0..1",
      paramLabel = "COMMAND",
      description = "The command; lazyloader itself if none is named.")
  private @Nullable String name;

  @Option(
      names = {"-d", "--directory"},
      paramLabel = "DIR",
      description = "Writes the pages of all commands there; it is made if it is not there.")
  private @Nullable Path directory;

  @Mixin private Messages messages = new Messages();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  ManCommand() {}

  @Override
  public void run() {
    CommandSpec root = spec.root();
    if (directory == null) {
      messages.out().print(page(name == null ? root : command(root, name)));
      messages.out().flush();
      return;
    }
    if (name != null) {
      throw messages.wrongUsage("-d writes the pages of all commands; name none.");
    }
    write(root, directory);
  }

  private static CommandSpec command(CommandSpec root, String name) {
    CommandLine known = root.subcommands().get(name);
    if (known == null) {
      throw CommandFailure.usage(
          String.valueOf(WrongUsage.unknownCommand(root.commandLine(), name)));
    }
    return known.getCommandSpec();
  }

  private static void write(CommandSpec root, Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.NOT_WRITTEN,
          "option -d: "
              + directory
              + " can't be made: "
              + (Files.exists(directory)
                  ? "there is a file of that name."
                  : ProfileException.reason(e)));
    }
    List<CommandSpec> all = new ArrayList<>(List.of(root));
    root.subcommands().values().forEach(command -> all.add(command.getCommandSpec()));
    for (CommandSpec command : all) {
      Path file = directory.resolve(ManPage.name(command) + ".1");
      new OutputFile("-d", file).write(out -> out.write(page(command)));
    }
  }

  private static String page(CommandSpec command) {
    return new ManPage(command, About.version()).text();
  }
}
