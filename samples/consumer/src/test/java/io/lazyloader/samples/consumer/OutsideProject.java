package io.lazyloader.samples.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Maven project outside of this tree. It is built with the Maven that builds this one and a local
 * repository of its own. What it asks for comes from two others, by way of files: the one that the
 * build has just installed Lazyloader into, and that of the user, which has the plugins that this
 * build uses, too; what is missing there, from wherever the user's Maven finds it.
 */
final class OutsideProject {
  private static final Path PROJECTS = Path.of("src/test/projects");
  private static final Path DOCS = Path.of("../../docs");
  private static final Pattern TOKEN = Pattern.compile("@([a-z-]+)@");
  private static final Pattern PAGE = Pattern.compile("<!-- docs/([a-z-]+\\.md) -->");
  private static final Pattern PLUGINS =
      Pattern.compile("```xml\\n(<plugin>.*?)```", Pattern.DOTALL);
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern FILE =
      Pattern.compile("(?:// |<!-- )([\\w./-]+\\.(?:java|xml))(?: -->)?\\n");
  private static final long TIMEOUT_SECONDS = 300;

  private final Path directory;
  private final Path repository;
  private final List<String> shown = new ArrayList<>();

  private OutsideProject(Path directory, Path repository) {
    this.directory = directory;
    this.repository = repository;
  }

  /**
   * Copies a project. In its POM, names of versions become versions, and what names a page becomes
   * the plugins that the page shows first.
   *
   * @param name of the project
   * @param directory where to, outside of this tree
   * @param repository the local repository to build it with
   */
  static OutsideProject copy(String name, Path directory, Path repository) throws IOException {
    Path from = PROJECTS.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = directory.resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    OutsideProject project = new OutsideProject(directory, repository);
    Path pom = directory.resolve("pom.xml");
    String model = Files.readString(Path.of("../../pom.xml"));
    Matcher tokens = TOKEN.matcher(Files.readString(pom));
    Matcher pages = PAGE.matcher(tokens.replaceAll(token -> version(token, model)));
    assertThat(pages.find()).isTrue();
    Files.writeString(pom, pages.replaceFirst(Matcher.quoteReplacement(plugins(pages.group(1)))));
    return project;
  }

  /**
   * Makes the project that a guide shows: each block that begins with the name of a file is that
   * file.
   *
   * @param page of the guides
   * @param directory where to, outside of this tree
   * @param repository the local repository to build it with
   */
  static OutsideProject ofGuide(String page, Path directory, Path repository) throws IOException {
    OutsideProject project = new OutsideProject(directory, repository);
    String text = Files.readString(DOCS.resolve("guides").resolve(page));
    for (MatchResult block : BLOCK.matcher(text).results().toList()) {
      Matcher file = FILE.matcher(block.group(2));
      if (file.lookingAt()) {
        Path to = directory.resolve(file.group(1));
        Files.createDirectories(to.getParent());
        Files.writeString(to, block.group(2).substring(file.end()));
      } else if (block.group(1).isEmpty()) {
        project.shown.add(block.group(2));
      }
    }
    Path pom = directory.resolve("pom.xml");
    String model = Files.readString(pom);
    // After a release, pages name that; and Maven's own plugins are those that this build uses,
    // too.
    Files.writeString(
        pom,
        model
            .replaceAll(
                "(<artifactId>loader-(?:agent|core)</artifactId>\\s*<version>)[^<]+",
                "$1" + System.getProperty("project.version"))
            .replace("<build>", "<build>" + managedPlugins()));
    return project;
  }

  /** The versions of plugins that all projects here have. */
  private static String managedPlugins() throws IOException {
    String pom = Files.readString(PROJECTS.resolve("agent/pom.xml"));
    String managed =
        pom.substring(
            pom.indexOf("<pluginManagement>"),
            pom.indexOf("</pluginManagement>") + "</pluginManagement>".length());
    String model = Files.readString(Path.of("../../pom.xml"));
    return TOKEN.matcher(managed).replaceAll(token -> version(token, model));
  }

  /** What a guide says that its programs print, in its order. */
  String shown(int number) {
    return shown.get(number);
  }

  /** Runs Java in the project, and returns what it prints. */
  String java(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed.replace("\r\n", "\n");
  }

  private static String plugins(String page) throws IOException {
    Matcher plugins = PLUGINS.matcher(Files.readString(DOCS.resolve(page)));
    assertThat(plugins.find()).as(page).isTrue();
    // After a release, pages name that and not what is built here.
    return plugins
        .group(1)
        .replaceAll(
            "(<artifactId>loader-agent</artifactId>\\s*<version>)[^<]+",
            "$1" + System.getProperty("project.version"));
  }

  private static String version(MatchResult token, String model) {
    String name = token.group(1);
    String known =
        switch (name) {
          case "lazyloader" -> System.getProperty("project.version");
          case "junit" -> System.getProperty("junit.version");
          default -> null;
        };
    if (known != null) {
      return known;
    }
    Matcher version =
        Pattern.compile("<artifactId>" + name + "</artifactId>\\s*<version>([^<]+)<")
            .matcher(model);
    assertThat(version.find()).as(name).isTrue();
    return version.group(1);
  }

  /** Changes what the POM says. */
  void replace(String old, String fresh) throws IOException {
    Path pom = directory.resolve("pom.xml");
    String text = Files.readString(pom);
    assertThat(text).contains(old);
    Files.writeString(pom, text.replace(old, fresh));
  }

  /** Builds it as far as its tests, and returns what Maven says. */
  String build() throws IOException, InterruptedException {
    Run run = run();
    assertThat(run.exitCode()).as(run.log()).isZero();
    return run.log();
  }

  /** Builds it and expects that this fails. */
  String failingBuild() throws IOException, InterruptedException {
    Run run = run();
    assertThat(run.exitCode()).as(run.log()).isEqualTo(1);
    return run.log();
  }

  private record Run(int exitCode, String log) {}

  private Run run() throws IOException, InterruptedException {
    Path settings = Files.writeString(directory.resolve("settings.xml"), settings());
    boolean isWindows = System.getProperty("os.name").startsWith("Windows");
    List<String> command = new ArrayList<>();
    command.add(
        Path.of(System.getProperty("maven.home"), "bin", isWindows ? "mvn.cmd" : "mvn").toString());
    command.addAll(List.of("-B", "-ntp", "-s", settings.toString()));
    Path ofUser = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
    if (Files.exists(ofUser)) {
      command.addAll(List.of("-gs", ofUser.toString()));
    }
    if (System.getProperty("maven.offline", "").endsWith("true")) {
      // Repositories that are files can be reached all the same.
      command.addAll(List.of("-o", "-Daether.offline.protocols=file"));
    }
    command.add("test");
    Path log = directory.resolve("log.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
    Process process = builder.start();
    boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    String text = Files.readString(log, Charset.defaultCharset());
    assertThat(ended).as(text).isTrue();
    return new Run(process.exitValue(), text);
  }

  private String settings() {
    return """
        <settings>
          <localRepository>LOCAL</localRepository>
          <profiles>
            <profile>
              <id>files</id>
              <repositories>INSTALLEDUSERS</repositories>
              <pluginRepositories>INSTALLED_PLUGINSUSERS_PLUGINS</pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles>
            <activeProfile>files</activeProfile>
          </activeProfiles>
        </settings>
        """
        .replace("LOCAL", repository.toString())
        .replace("INSTALLED_PLUGINS", repository("pluginRepository", "consumer.repository"))
        .replace("USERS_PLUGINS", repository("pluginRepository", "maven.repo.local"))
        .replace("INSTALLED", repository("repository", "consumer.repository"))
        .replace("USERS", repository("repository", "maven.repo.local"));
  }

  private static String repository(String element, String property) {
    return """
        <ELEMENT>
          <id>PROPERTY</id>
          <url>URL</url>
          <releases><checksumPolicy>ignore</checksumPolicy></releases>
          <snapshots><checksumPolicy>ignore</checksumPolicy></snapshots>
        </ELEMENT>
        """
        .replace("ELEMENT", element)
        .replace("PROPERTY", property)
        .replace("URL", Path.of(System.getProperty(property)).toUri().toString());
  }
}
