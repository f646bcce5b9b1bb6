package io.lazyloader.agent.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads which classes a JVM loaded, from the log that {@link ArchiveLogging#ofUse} asks for. */
public final class LoadedClasses {
  private static final String SOURCE = " source: ";
  private static final String DETAILS = " klass: ";
  private static final Pattern ADDRESSES =
      Pattern.compile(" klass: (\\S+) super: (\\S+)(?: interfaces:((?: 0x\\S+)+))?");
  private static final Pattern LOADER = Pattern.compile(" loader: \\[[^']*'([^']+)'");

  private final List<LoadedClass> classes = new ArrayList<>();
  private final Map<String, LoadedClass> byAddress = new HashMap<>();
  private @Nullable String pending;

  private LoadedClasses() {}

  /**
   * Reads a log.
   *
   * @return all loaded classes in their order; those that were loaded several times, as often
   */
  public static List<LoadedClass> read(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return read(lines);
    }
  }

  /** Reads lines without decorations. */
  static List<LoadedClass> read(Stream<String> lines) {
    LoadedClasses reader = new LoadedClasses();
    lines.forEach(reader::add);
    reader.endPending("");
    return reader.classes;
  }

  private void add(String line) {
    if (line.startsWith(DETAILS)) {
      endPending(line);
    } else if (line.indexOf(SOURCE) > 0) {
      endPending("");
      pending = line;
    }
  }

  /** Threads may log in between, so that a class can be without details. */
  private void endPending(String details) {
    String line = pending;
    if (line == null) {
      return;
    }
    pending = null;
    int at = line.indexOf(SOURCE);
    Matcher loader = LOADER.matcher(details);
    Matcher addresses = ADDRESSES.matcher(details);
    boolean hasAddresses = addresses.find();
    LoadedClass loaded =
        new LoadedClass(
            line.substring(0, at).strip(),
            line.substring(at + SOURCE.length()).strip(),
            loader.find() ? loader.group(1) : "",
            hasAddresses ? supertypes(addresses.group(2), addresses.group(3)) : List.of());
    classes.add(loaded);
    if (hasAddresses) {
      byAddress.put(addresses.group(1), loaded);
    }
  }

  private List<LoadedClass> supertypes(String superclass, @Nullable String interfaces) {
    List<LoadedClass> found = new ArrayList<>();
    String all = interfaces == null ? superclass : superclass + ' ' + interfaces.strip();
    for (String address : all.split(" ", -1)) {
      LoadedClass supertype = byAddress.get(address);
      if (supertype != null) {
        found.add(supertype);
      }
    }
    return found;
  }
}
