package io.lazyloader.agent.cli.cache;

import io.lazyloader.agent.cache.CacheCounts;
import io.lazyloader.agent.cache.CacheDirectory;
import io.lazyloader.agent.cache.CacheFile;
import io.lazyloader.agent.cache.KnownClass;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.report.Amounts;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the agent has learnt of programs. */
@Command(
    name = "cache",
    mixinStandardHelpOptions = true,
    description = "What the agent has learnt of programs, and keeps for their next start.",
    subcommands = {
      CacheCommand.ListCommand.class,
      CacheCommand.ShowCommand.class,
      CacheCommand.ClearCommand.class
    },
    footer = {
      "",
      "lazyloader cache list",
      "lazyloader cache show",
      "",
      "Exit codes: 0 fine, 2 wrong usage"
    })
public final class CacheCommand implements Runnable {
  /** Made by picocli. */
  CacheCommand() {}

  @Override
  public void run() {
    throw CommandFailure.usage("name what to do: cache list, cache show or cache clear.");
  }

  private static String line(File file) {
    String size = Amounts.bytes(file.length());
    Instant used = Instant.ofEpochMilli(file.lastModified()).truncatedTo(ChronoUnit.SECONDS);
    return file.getName() + "  " + size + "  " + used;
  }

  /** The caches whose names begin with what was given; without it, all. */
  private static List<File> named(File directory, @Nullable String name) {
    return new CacheDirectory(directory)
        .list().stream().filter(file -> name == null || file.getName().startsWith(name)).toList();
  }

  /** The cache that the user means. */
  private static File chosen(File directory, @Nullable String name) {
    List<File> found = named(directory, name);
    if (found.isEmpty()) {
      throw CommandFailure.usage(
          name == null
              ? "there is no cache in " + directory + "; start a program with the agent first."
              : "there is no cache " + name + " in " + directory + "; see: lazyloader cache list");
    }
    return found.get(0);
  }

  /** Lists caches. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the caches, the one that was written last first.")
  static final class ListCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Mixin private CacheOption cache = new CacheOption();

    @SuppressWarnings("NullAway.Init")
    ListCommand() {}

    @Override
    public void run() {
      PrintWriter out = spec.commandLine().getOut();
      for (File file : new CacheDirectory(cache.directory()).list()) {
        out.println(line(file));
      }
    }
  }

  /** Shows one cache. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows what is in a cache, and the fields that it defers.")
  static final class ShowCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Mixin private CacheOption cache = new CacheOption();

    @Parameters(
        arity = "0..1",
        paramLabel = "NAME",
        description = "The beginning of its name (default: the one that was written last).")
    private @Nullable String name;

    @SuppressWarnings("NullAway.Init")
    ShowCommand() {}

    @Override
    public void run() {
      File file = chosen(cache.directory(), name);
      PrintWriter out = spec.commandLine().getOut();
      try {
        CacheFile content = CacheFile.open(file);
        content.check();
        out.println(line(file));
        CacheCounts counts = content.counts();
        tell(out, "passed over", counts.nothing());
        tell(out, "looked at in each start", counts.look());
        tell(out, "changed for their reflection", counts.reflects());
        tell(out, "with fields that are deferred", counts.defers());
        tell(out, "kept as they become", counts.rewritten());
        tellFields(content, out);
        out.println(ProfitText.of(content.header()));
      } catch (IOException e) {
        throw new CommandFailure(
            ExitCode.CHECK_FAILED, file + " can't be used: " + e.getMessage() + ".");
      }
    }

    private static void tell(PrintWriter out, String what, int classes) {
      out.printf(Locale.ROOT, "%-30s %s%n", what, Amounts.counted(classes, "class", "classes"));
    }

    private static void tellFields(CacheFile content, PrintWriter out) throws IOException {
      Map<String, Iterable<String>> deferred = new TreeMap<>();
      int waiting = 0;
      for (KnownClass type : content.classes()) {
        waiting += type.isJudged() ? 0 : 1;
        if (!type.deferred().isEmpty()) {
          deferred.put(type.name().replace('/', '.'), type.deferred().keySet());
        }
      }
      for (Map.Entry<String, Iterable<String>> type : deferred.entrySet()) {
        out.println("  " + type.getKey() + "#" + String.join(", ", type.getValue()));
      }
      if (waiting > 0) {
        tell(out, "yet to be judged", waiting);
      }
    }
  }

  /** Removes caches. */
  @Command(
      name = "clear",
      mixinStandardHelpOptions = true,
      description = "Removes caches; programs then learn anew.")
  static final class ClearCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Mixin private CacheOption cache = new CacheOption();

    @Parameters(
        arity = "0..1",
        paramLabel = "NAME",
        description = "The beginning of the name of those to remove (default: all).")
    private @Nullable String name;

    @SuppressWarnings("NullAway.Init")
    ClearCommand() {}

    @Override
    public void run() {
      int removed = 0;
      for (File file : named(cache.directory(), name)) {
        try {
          CacheDirectory.drop(file);
          removed++;
        } catch (IOException e) {
          throw new CommandFailure(
              ExitCode.NOT_WRITTEN, file + " can't be removed: " + e.getMessage() + ".");
        }
      }
      spec.commandLine().getOut().println("removed " + Amounts.counted(removed, "cache", "caches"));
    }
  }
}
