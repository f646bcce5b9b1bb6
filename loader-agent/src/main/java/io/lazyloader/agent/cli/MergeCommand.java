package io.lazyloader.agent.cli;

import io.lazyloader.agent.profile.PlainText;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.ProfileException;
import io.lazyloader.agent.profile.ProfileReader;
import io.lazyloader.agent.profile.ProfileSum;
import io.lazyloader.agent.profile.ProfileWriter;
import io.lazyloader.agent.profile.Tally;
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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
final class MergeCommand implements Callable<Integer> {
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

  @Spec private CommandSpec spec;

  private final ProfileSum sum = new ProfileSum();
  private long merged;
  private long passedOver;

  @SuppressWarnings("NullAway.Init")
  MergeCommand() {}

  @Override
  public Integer call() throws ProfileException {
    for (String name : files) {
      if (name.startsWith("@")) {
        addList(path(name.substring(1)));
      } else {
        addFileOrDirectory(name);
      }
    }
    if (merged == 0) {
      throw new CommandFailure(Main.USAGE, "there is no profile to merge. Name one that is.");
    }
    Profile profile = sum.profile();
    warnOfOthers(profile);
    ProfileWriter.write(profile, output);
    complain(
        String.format(
            Locale.ROOT,
            "merged %,d %s of %,d %s, %,d %s, into %s%s.",
            merged,
            merged == 1 ? "profile" : "profiles",
            profile.runs(),
            profile.runs() == 1 ? "run" : "runs",
            profile.classes().size(),
            profile.classes().size() == 1 ? "class" : "classes",
            output,
            passedOver == 0 ? "" : String.format(Locale.ROOT, "; passed over %,d", passedOver)));
    return 0;
  }

  /** Adds what the lines of a file name; however many there are, one is held. */
  private void addList(Path list) {
    try (BufferedReader lines = Files.newBufferedReader(list, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          addFileOrDirectory(line);
        }
      }
    } catch (IOException e) {
      throw new CommandFailure(Main.USAGE, "list @" + list + " can't be read: " + reason(e) + ".");
    }
  }

  private static String reason(IOException problem) {
    if (problem instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return problem instanceof CharacterCodingException ? "it is not UTF-8" : problem.toString();
  }

  private void addFileOrDirectory(String name) {
    Path path = path(name);
    if (Files.isDirectory(path)) {
      addDirectory(path);
    } else {
      add(path);
    }
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new CommandFailure(
          Main.USAGE, "'" + PlainText.of(name) + "' can't be the name of a file.");
    }
  }

  private void addDirectory(Path directory) {
    long before = merged + passedOver;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path entry : entries) {
        add(entry);
      }
    } catch (IOException e) {
      throw new CommandFailure(Main.USAGE, "directory " + directory + " can't be read: " + e + ".");
    } catch (DirectoryIteratorException e) {
      throw new CommandFailure(
          Main.USAGE, "directory " + directory + " can't be read: " + e.getCause() + ".");
    }
    if (merged + passedOver == before) {
      complain("there is no *" + SUFFIX + " in directory " + directory + ".");
    }
  }

  private void add(Path file) {
    try {
      sum.add(ProfileReader.read(file));
      merged++;
    } catch (ProfileException e) {
      CommandFailure failure = CommandFailure.of(e);
      if (!skipBad) {
        throw new CommandFailure(
            failure.exitCode(),
            failure.getMessage() + " Nothing was written; --skip-bad passes such files over.");
      }
      passedOver++;
      complain("passed over: " + failure.getMessage());
    }
  }

  /** Figures of other programs can't be compared, though nothing else is wrong with their sum. */
  private void warnOfOthers(Profile profile) {
    Tally mains = profile.facts().get("main");
    if (mains != null && mains.entries().size() > 1) {
      complain(
          "warning: these are runs of different programs: "
              + String.join(
                  ", ", mains.entries().keySet().stream().limit(5).map(PlainText::of).toList())
              + (mains.entries().size() > 5 ? ", and more" : "")
              + ". Their figures are mixed up.");
    }
  }

  private void complain(String message) {
    spec.commandLine().getErr().println("lazyloader: " + message);
  }
}
