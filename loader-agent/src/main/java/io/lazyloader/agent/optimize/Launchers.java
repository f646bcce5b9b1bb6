package io.lazyloader.agent.optimize;

import io.lazyloader.agent.about.About;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes what starts the optimised program: a script for POSIX shells and one for Windows, which
 * find their own place, and an argument file for {@code java} in that place. The POSIX script
 * starts no process but {@code java}, unless something is wrong.
 */
final class Launchers {
  private final Application application;
  private final TargetJdk jdk;
  private final Image image;
  private final Path root;

  /**
   * Prepares for a result.
   *
   * @param root the directory that holds it
   */
  Launchers(Application application, TargetJdk jdk, Image image, Path root) {
    this.application = application;
    this.jdk = jdk;
    this.image = image;
    this.root = root;
  }

  /** Writes all of them. */
  void write() throws IOException {
    Path bin = Files.createDirectories(root.resolve("bin"));
    Path script = bin.resolve(application.name());
    Files.writeString(script, posix());
    script.toFile().setExecutable(true, false);
    Files.write(
        bin.resolve(application.name() + ".cmd"),
        windows().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    Files.writeString(root.resolve("app.argfile"), argumentFile());
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(application.options());
    options.addAll(image.flags());
    return options;
  }

  /** Without what only some systems have: the scripts may run on another one. */
  private List<String> optionsAnywhere() {
    List<String> options = options();
    if (asksForHugePages()) {
      options.remove(HugePages.OPTION);
    }
    return options;
  }

  private boolean asksForHugePages() {
    return image.flags().contains(HugePages.OPTION);
  }

  private String relative(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  private String head() {
    return "Linked by Lazyloader " + About.version() + " for JDK " + jdk.version() + ".";
  }

  private String argumentFile() {
    List<String> lines = new ArrayList<>();
    lines.add("# " + head());
    lines.add("# In this directory: java @app.argfile ARGUMENTS");
    jdk.logOptions().forEach(option -> lines.add(ArgumentFiles.quoted(option)));
    options().forEach(option -> lines.add(ArgumentFiles.quoted(option)));
    Path archive = image.archive();
    if (archive != null) {
      lines.add(ArgumentFiles.quoted(jdk.archiveOption(Path.of(relative(archive)))));
    }
    addPath(lines, "-cp", image.classPath());
    addPath(lines, "-p", image.modulePath());
    application.main().forEach(word -> lines.add(ArgumentFiles.quoted(word)));
    return String.join("\n", lines) + "\n";
  }

  private void addPath(List<String> lines, String option, List<Path> path) {
    if (!path.isEmpty()) {
      lines.add(option);
      lines.add(
          ArgumentFiles.quoted(
              path.stream().map(this::relative).collect(Collectors.joining(File.pathSeparator))));
    }
  }

  private String posix() throws IOException {
    Path archive = image.archive();
    return Resources.text("launcher.sh")
        .replace("@HEAD@", head())
        .replace("@NAME@", quoted(application.name()))
        .replace("@HOME@", quoted(jdk.home().toString()))
        .replace("@VERSION@", quoted(jdk.version()))
        .replace("@ARCHIVE@", archive == null ? "" : quoted(relative(archive)))
        .replace("@ARCHIVE_OPTION@", jdk.archiveOption(Path.of("")))
        .replace("@LOG@", String.join(" ", jdk.logOptions()))
        .replace("@ANY_LOG@", String.join(" ", jdk.anyLogOptions()))
        .replace("@PLACE@", jdk.hasMovableArchives() ? "\"$dir\"" : quoted(root.toString()))
        .replace(
            "@FIRST@",
            image.classPath().isEmpty() ? "''" : quoted(relative(image.classPath().get(0))))
        .replace("@HUGE_PAGES@", asksForHugePages() ? HugePages.SETTING : "")
        .replace("@OPTIONS@", lines(optionsAnywhere()))
        .replace("@PATHS@", posixPaths())
        .replace("@MAIN@", lines(application.main()));
  }

  private String posixPaths() {
    StringBuilder words = new StringBuilder();
    addPosixPath(words, "-cp", image.classPath());
    addPosixPath(words, "-p", image.modulePath());
    return words.toString();
  }

  private void addPosixPath(StringBuilder words, String option, List<Path> path) {
    if (!path.isEmpty()) {
      words.append("  ").append(option).append(' ');
      words.append(
          path.stream()
              .map(jar -> "\"$dir\"/" + quoted(relative(jar)))
              .collect(Collectors.joining(":")));
      words.append(" \\\n");
    }
  }

  private static String lines(List<String> words) {
    return words.stream().map(word -> "  " + quoted(word) + " \\\n").collect(Collectors.joining());
  }

  /** A word as a POSIX shell takes it literally. */
  private static String quoted(String word) {
    return word.matches("[\\w./:=+,@%-]+") ? word : '\'' + word.replace("'", "'\\''") + '\'';
  }

  private String windows() throws IOException {
    Path archive = image.archive();
    return Resources.text("launcher.cmd")
        .replace("@HEAD@", head())
        .replace("@NAME@", escaped(application.name()))
        .replace("@HOME@", escaped(jdk.home().toString()))
        .replace("@VERSION@", escaped(jdk.version()))
        .replace("@ARCHIVE@", archive == null ? "" : windowsRelative(archive))
        .replace("@ARCHIVE_OPTION@", jdk.archiveOption(Path.of("")))
        .replace("@LOG@", String.join(" ", jdk.logOptions()))
        .replace("@ANY_LOG@", String.join(" ", jdk.anyLogOptions()))
        .replace("@PLACE@", jdk.hasMovableArchives() ? "%ll_dir%" : escaped(root.toString()))
        .replace("@FIRST@", windowsRelative(firstJar()))
        .replace(
            "@OPTIONS@",
            optionsAnywhere().stream()
                .map(Launchers::windowsQuoted)
                .collect(Collectors.joining(" ")))
        .replace(
            "@PATHS@",
            windowsPath("-cp", image.classPath()) + windowsPath("-p", image.modulePath()))
        .replace(
            "@MAIN@",
            application.main().stream()
                .map(Launchers::windowsQuoted)
                .collect(Collectors.joining(" ")));
  }

  private String windowsPath(String option, List<Path> path) {
    return path.isEmpty()
        ? ""
        : option
            + " \""
            + path.stream()
                .map(jar -> "%ll_dir%\\" + windowsRelative(jar))
                .collect(Collectors.joining(";"))
            + "\" ";
  }

  private Path firstJar() {
    List<Path> path = image.classPath().isEmpty() ? image.modulePath() : image.classPath();
    return path.isEmpty() ? root : path.get(0);
  }

  private String windowsRelative(Path path) {
    return escaped(relative(path).replace('/', '\\'));
  }

  /** As a script of Windows takes it literally, between quotes. */
  private static String escaped(String text) {
    return text.replace("%", "%%");
  }

  private static String windowsQuoted(String word) {
    String escaped = escaped(word);
    return escaped.matches("[\\w./:=+,@\\\\-]+")
        ? escaped
        : '"' + escaped.replace("\"", "\\\"") + '"';
  }
}
