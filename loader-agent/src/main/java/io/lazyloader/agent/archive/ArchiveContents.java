package io.lazyloader.agent.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classes in the archives that a JVM uses, as it prints them when told {@link
 * ArchiveLogging#ofContents}.
 *
 * @param names binary names; empty if it printed none, as where no archive is used
 */
public record ArchiveContents(Set<String> names) {
  private static final Pattern ENTRY =
      Pattern.compile("^ *\\d+: +(\\S+) (?:boot|platform|app|unregistered)_loader");

  /** Copies the set. */
  public ArchiveContents {
    names = Set.copyOf(names);
  }

  /** Reads what was printed. */
  public static ArchiveContents read(Path printed) throws IOException {
    try (Stream<String> lines = Files.lines(printed, StandardCharsets.ISO_8859_1)) {
      return read(lines);
    }
  }

  static ArchiveContents read(Stream<String> lines) {
    Set<String> names = new HashSet<>();
    lines.forEach(
        line -> {
          Matcher entry = ENTRY.matcher(line);
          if (entry.find()) {
            names.add(entry.group(1));
          }
        });
    return new ArchiveContents(names);
  }
}
