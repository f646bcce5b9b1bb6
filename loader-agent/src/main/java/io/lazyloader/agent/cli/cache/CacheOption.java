package io.lazyloader.agent.cli.cache;

import io.lazyloader.agent.cache.CacheDirectory;
import io.lazyloader.agent.cli.common.CommandFailure;
import java.io.File;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the caches are. */
final class CacheOption {
  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "The directory of caches (default: the user's, as the agent has it).")
  private @Nullable Path directory;

  /** Made by picocli, which sets the rest. */
  CacheOption() {}

  /**
   * The directory.
   *
   * @throws CommandFailure if the user has none
   */
  File directory() {
    String variable = System.getenv("LAZYLOADER_CACHE");
    if (directory == null && variable != null && !variable.equals("off")) {
      return new File(variable);
    }
    File chosen = directory == null ? CacheDirectory.ofUser() : directory.toFile();
    if (chosen == null) {
      throw CommandFailure.usage("there is no home directory for caches; name one by --cache.");
    }
    return chosen;
  }
}
