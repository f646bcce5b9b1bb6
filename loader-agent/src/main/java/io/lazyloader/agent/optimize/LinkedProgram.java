package io.lazyloader.agent.optimize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.lazyloader.agent.bench.FileDigest;
import io.lazyloader.agent.bench.JavaArguments;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A directory that the optimiser left, read again.
 *
 * @param root the directory, with links resolved
 * @param jdk the version that it was linked for, as a JDK's file {@code release} has it
 * @param jars what they are called below {@code root}, with their SHA-256 digests
 * @param arguments that it was trained with
 */
public record LinkedProgram(
    Path root, String jdk, Map<String, String> jars, List<String> arguments) {
  private static final String ARGUMENT_FILE = "app.argfile";
  private static final String LOG_OPTION = "-Xlog:";
  private static final List<String> PATH_OPTIONS = List.of("-cp", "-p");
  private static final List<String> ARCHIVE_OPTIONS =
      List.of("-XX:AOTCache=", "-XX:SharedArchiveFile=");

  /** Copies the collections. */
  public LinkedProgram {
    jars = Collections.unmodifiableMap(new LinkedHashMap<>(jars));
    arguments = List.copyOf(arguments);
  }

  /**
   * Reads a directory.
   *
   * @throws OptimizeException if it holds no result of the optimiser
   */
  public static LinkedProgram read(Path directory) throws IOException {
    Path report = directory.resolve(ResultDirectory.REPORT);
    if (!Files.isDirectory(directory)) {
      throw OptimizeException.usage(
          Files.isRegularFile(directory)
              ? directory
                  + " is a file, not a directory that optimize left. A program that is not linked"
                  + " comes after --, as in: -- -jar "
                  + directory
              : "there is no directory "
                  + directory
                  + ". A program that is not linked comes after --.");
    }
    if (!Files.isReadable(report) || !Files.isReadable(directory.resolve(ARGUMENT_FILE))) {
      throw OptimizeException.usage(
          directory
              + " is none that optimize left: "
              + ResultDirectory.REPORT
              + " and "
              + ARGUMENT_FILE
              + " have to be there. A program that is not linked comes after --.");
    }
    try (JsonParser json = new JsonFactory().createParser(report.toFile())) {
      return new Reader(json).read(directory.toRealPath());
    } catch (JsonProcessingException e) {
      throw OptimizeException.usage(
          report + " can't be understood (" + e.getOriginalMessage() + ").");
    }
  }

  /**
   * What {@code java} gets to run it from any directory, as its launcher has it: on another JDK
   * than it was linked for without its archive. The options that keep messages of the JVM off
   * standard output are left out.
   *
   * @param given arguments of the program
   */
  public List<String> words(List<String> given) throws IOException {
    JavaArguments written = JavaArguments.parse(argumentFile());
    List<String> options = new ArrayList<>(written.options());
    // Those of the optimiser come first; some of the program's own may follow.
    while (!options.isEmpty() && options.get(0).startsWith(LOG_OPTION)) {
      options.remove(0);
    }
    List<String> words = new ArrayList<>();
    for (int at = 0; at < options.size(); at++) {
      String option = options.get(at);
      String archive = archiveOf(option);
      if (at > 0 && PATH_OPTIONS.contains(options.get(at - 1))) {
        words.add(placed(option));
      } else if (archive == null) {
        words.add(option);
      } else if (isOfThisJdk()) {
        words.add(option.substring(0, option.length() - archive.length()) + root.resolve(archive));
      }
    }
    if (!isOfThisJdk()) {
      words.add("-XX:+IgnoreUnrecognizedVMOptions");
    }
    words.addAll(written.program());
    words.addAll(given);
    return words;
  }

  private List<String> argumentFile() throws IOException {
    return ArgumentFiles.split(Files.readString(root.resolve(ARGUMENT_FILE)));
  }

  private boolean isOfThisJdk() {
    return TargetJdk.current().version().equals(jdk);
  }

  private String placed(String path) {
    return Arrays.stream(path.split(Pattern.quote(File.pathSeparator), -1))
        .map(element -> root.resolve(element).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The archive that an option names; null if it names none. */
  private static @Nullable String archiveOf(String option) {
    for (String names : ARCHIVE_OPTIONS) {
      if (option.startsWith(names)) {
        return option.substring(names.length());
      }
    }
    return null;
  }

  /** Sentences on what is not as the optimiser left it; empty if all is. */
  public List<String> problems() throws IOException {
    List<String> problems = new ArrayList<>();
    if (!isOfThisJdk()) {
      problems.add(
          "It was linked for JDK "
              + jdk
              + ", and this is "
              + TargetJdk.current().version()
              + ", on which it runs without its archive. Run doctor with that JDK, or optimise"
              + " again.");
    }
    Path archive = archive();
    for (Map.Entry<String, String> jar : jars.entrySet()) {
      String problem = problem(root.resolve(jar.getKey()), jar.getValue(), archive);
      if (problem != null) {
        problems.add(jar.getKey() + problem);
      }
    }
    return problems;
  }

  private static @Nullable String problem(Path jar, String digest, @Nullable Path archive)
      throws IOException {
    if (!Files.isRegularFile(jar)) {
      return " is missing. Optimise again.";
    }
    if (!FileDigest.sha256(jar).equals(digest)) {
      return " is not the jar that optimize wrote. Change the program's own, and optimise again.";
    }
    if (archive != null
        && Files.exists(archive)
        && Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(archive)) > 0) {
      return " is newer than the archive, though it is the same: a copy that did not keep the times"
          + " of files. The launcher sets them again if it may; cp -p keeps them.";
    }
    return null;
  }

  private @Nullable Path archive() throws IOException {
    for (String word : argumentFile()) {
      String archive = archiveOf(word);
      if (archive != null) {
        return root.resolve(archive);
      }
    }
    return null;
  }

  /** Reads {@code optimize.json}, as {@link OptimizeJson} writes it. */
  private static final class Reader {
    private final JsonParser json;
    private final Map<String, String> jars = new LinkedHashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private String jdk = "";
    private String name = "";

    Reader(JsonParser json) {
      this.json = json;
    }

    LinkedProgram read(Path root) throws IOException {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          take(json.getParsingContext().pathAsPointer().toString(), json.getText());
        }
      }
      return new LinkedProgram(root, jdk, jars, arguments);
    }

    private void take(String place, String text) {
      if (place.equals("/made_by/jdk")) {
        jdk = text;
      } else if (place.startsWith("/program/training_arguments/")) {
        arguments.add(text);
      } else if (place.matches("/products/\\d+/name")) {
        name = text;
      } else if (place.matches("/products/\\d+/sha256")) {
        jars.put(name, text);
      }
    }
  }
}
