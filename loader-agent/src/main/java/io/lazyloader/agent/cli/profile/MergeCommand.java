package io.lazyloader.agent.cli.profile;

import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.common.OutputFile;
import io.lazyloader.agent.cli.common.Patience;
import io.lazyloader.agent.profile.PlainText;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.ProfileException;
import io.lazyloader.agent.profile.ProfileWriter;
import io.lazyloader.agent.profile.RunIds;
import io.lazyloader.agent.profile.Tally;
import io.lazyloader.agent.report.Amounts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes the profiles of several runs together. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    description =
        "Takes the profiles of several runs together, in whatever order. Merged profiles may be"
            + " merged again; a run that is in already is not counted again.",
    footer = {
      "",
      "lazyloader merge -o fleet.lazyprofile monday.lazyprofile tuesday.lazyprofile",
      "lazyloader merge -o fleet.lazyprofile profiles/ @more-files.txt"
    })
public final class MergeCommand implements Callable<Integer> {
  private static final String SUFFIX = ".lazyprofile";

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Profiles, directories with *" + SUFFIX + " files, or @FILE with a name on each line.")
  private List<String> files = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write the profile of all runs.",
      required = true)
  private Path output;

  @Option(names = "--skip-bad", description = "Passes over files that can't be read.")
  private boolean skipBad;

  @Mixin private Messages messages = new Messages();

  /** Directories without profiles, and outputs among inputs: told once. */
  private final Set<Path> told = new HashSet<>();

  @SuppressWarnings("NullAway.Init")
  MergeCommand() {}

  @Override
  @SuppressWarnings("try") // Only to be closed.
  public Integer call() throws ProfileException {
    new OutputFile("-o", output).checkPlace();
    FleetMerge fleet = new FleetMerge(skipBad, messages::tell);
    List<String> names = expanded();
    try (Patience waiting = messages.patience("merging profiles")) {
      forEach(names, fleet::look);
      fleet.addMerged();
      forEach(names, fleet::add);
    }
    if (fleet.merged() == 0) {
      throw CommandFailure.usage("there is no profile to merge. Name one that is.");
    }
    Profile profile = fleet.profile();
    warnOfOthers(profile);
    if (fleet.unsure() > 0) {
      messages.tell(
          String.format(
              Locale.ROOT,
              "warning: of %,d files it can't be told any more whether their runs are in already: of"
                  + " more than %,d runs, not all are known by their numbers.",
              fleet.unsure(),
              RunIds.MOST));
    }
    ProfileWriter.write(profile, output);
    messages.tell(summary(fleet, profile));
    return ExitCode.FINE.number();
  }

  private String summary(FleetMerge fleet, Profile profile) {
    return "merged "
        + Amounts.counted(fleet.merged(), "profile", "profiles")
        + " of "
        + Amounts.counted(profile.runs(), "run", "runs")
        + ", "
        + Amounts.counted(profile.classes().size(), "class", "classes")
        + ", into "
        + output
        + (fleet.alreadyIn() == 0
            ? ""
            : "; " + Amounts.count(fleet.alreadyIn()) + " more had been merged already")
        + (fleet.passedOver() == 0 ? "" : "; passed over " + Amounts.count(fleet.passedOver()))
        + '.';
  }

  /** Lists that can be read only once, from a pipe, are held; others are gone through twice. */
  private List<String> expanded() {
    List<String> names = new ArrayList<>();
    for (String name : files) {
      if (name.startsWith("@") && !Files.isRegularFile(path(name.substring(1)))) {
        forEachLine(path(name.substring(1)), names::add);
      } else {
        names.add(name);
      }
    }
    return names;
  }

  private void forEach(List<String> names, Consumer<Path> action) {
    for (String name : names) {
      if (name.startsWith("@") && files.contains(name)) {
        forEachLine(path(name.substring(1)), line -> forFileOrDirectory(line, action));
      } else {
        forFileOrDirectory(name, action);
      }
    }
  }

  /** Goes through the lines of a file; however many there are, one is held. */
  private static void forEachLine(Path list, Consumer<String> action) {
    try (BufferedReader lines = Files.newBufferedReader(list, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          action.accept(line);
        }
      }
    } catch (IOException e) {
      throw CommandFailure.usage("list @" + list + " can't be read: " + reason(e));
    }
  }

  private static String reason(IOException problem) {
    if (problem instanceof NoSuchFileException) {
      return "there is no such file.";
    }
    return problem instanceof CharacterCodingException
        ? "it is not UTF-8."
        : ProfileException.reason(problem);
  }

  private void forFileOrDirectory(String name, Consumer<Path> action) {
    Path path = path(name);
    if (Files.isDirectory(path)) {
      forDirectory(path, action);
    } else {
      action.accept(path);
    }
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw CommandFailure.usage("'" + PlainText.of(name) + "' can't be the name of a file.");
    }
  }

  private void forDirectory(Path directory, Consumer<Path> action) {
    boolean isEmpty = true;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path entry : entries) {
        isEmpty = false;
        if (!Files.exists(output) || !Files.isSameFile(entry, output)) {
          action.accept(entry);
        } else if (told.add(entry)) {
          messages.tell(entry + " is left out, as it is to be written; name it to add to it.");
        }
      }
    } catch (IOException e) {
      throw CommandFailure.usage(
          "directory " + directory + " can't be read: " + ProfileException.reason(e));
    } catch (DirectoryIteratorException e) {
      throw CommandFailure.usage(
          "directory "
              + directory
              + " can't be read: "
              + ProfileException.reason(Objects.requireNonNull(e.getCause())));
    }
    if (isEmpty && told.add(directory)) {
      messages.tell("there is no *" + SUFFIX + " in directory " + directory + ".");
    }
  }

  /** Figures of other programs can't be compared, though nothing else is wrong with their sum. */
  private void warnOfOthers(Profile profile) {
    Tally mains = profile.facts().get("main");
    if (mains != null && mains.entries().size() > 1) {
      messages.tell(
          "warning: these are runs of different programs: "
              + String.join(
                  ", ", mains.entries().keySet().stream().limit(5).map(PlainText::of).toList())
              + (mains.entries().size() > 5 ? ", and more" : "")
              + ". Their figures are mixed up.");
    }
  }
}
