package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lazyloader.agent.Program.Run;
import io.lazyloader.agent.plan.Plan;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages on warm-up, filters and testing show is what happens. */
class WarmUpDocsIT {
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

  private static final String TEMPLATES =
      """
      // Templates.java
      import java.util.Map;
      class Templates { static Map<String, String> read() { return Map.of(); } }
      """;
  private static final String SHOP =
      """
      // Shop.java
      import io.lazyloader.Lazy;
      class Shop {
        @Lazy static final Object TEMPLATES = new Object();
        static void start() {
          // READ
        }
      }
      """;

  @TempDir Path directory;

  @Test
  void the_groups_of_the_page_on_warm_up_are_warmed_up_as_it_says() throws IOException {
    List<String> java = blocks("warm-up.md", "java");
    Program program =
        Program.of(
            directory,
            TEMPLATES,
            "// Pages.java\nimport io.lazyloader.Lazy;\nimport java.util.Map;\n" + java.get(0),
            "// Start.java\nimport io.lazyloader.*;\nimport java.time.Duration;\n"
                + "public class Start { public static void main(String[] args) throws Exception {\n"
                + "Class.forName(\"Pages\");\n"
                + java.get(1).replace("com.acme.", "Pages")
                + "} static void checkpoint() {\n"
                + java.get(2)
                + "} }");

    assertThat(program.lazy("quiet", "Start").out())
        .matches("Pages#TEMPLATES, 0 to go\n\\[Pages#TEMPLATES\\] \\{\\} \\[\\]\n");
  }

  @Test
  void the_plan_of_the_page_on_warm_up_names_groups() throws IOException {
    Plan plan = new Plan();
    plan.read(
        Program.of(directory).write("app.lazyplan", blocks("warm-up.md", "").get(1)).toString());

    assertThat(plan.problems()).isEmpty();
    assertThat(plan.groupsOf("com.acme.Main")).containsEntry("LOG", "web");
    assertThat(plan.groupsOf("org.lib.Heavy")).containsEntry("INSTANCE", "db");
  }

  @Test
  void the_filter_and_the_listener_of_the_page_on_filters_do_what_it_says() throws IOException {
    List<String> java = blocks("filters.md", "java");
    Program program =
        Program.of(
            directory,
            "// com/acme/KeepDrivers.java\n" + java.get(0),
            """
            // Drivers.java
            import io.lazyloader.Lazy;
            import java.sql.DriverManager;
            class Drivers {
              @Lazy static final Object ALL = DriverManager.drivers().toList();
              @Lazy static final Object NONE = new Object();
            }
            """,
            "// Start.java\nimport io.lazyloader.*;\n"
                + "public class Start { public static void main(String[] args) {\n"
                + java.get(1)
                    .replace(
                        "registration.close();", "Drivers.NONE.hashCode(); registration.close();")
                + "} }");

    Run run = program.lazy("filter=com.acme.KeepDrivers", "Start");

    assertThat(run.out()).isEqualTo("[Drivers#NONE] by Start.main(Start.java:12)\n");
    assertThat(run.ours())
        .contains(
            "loader: @Lazy on Drivers#ALL stays eager: it is kept by a filter: drivers register"
                + " themselves.");
  }

  @Tag("heavy")
  @Test
  void the_suite_of_the_page_on_testing_runs_lazily_and_then_eagerly_in_maven() throws Exception {
    Optional<Path> maven = mavenOnPath();
    assumeTrue(maven.isPresent(), "mvn is not on the PATH");
    Program project = Program.of(directory);
    project.write("src/main/java/Shop.java", SHOP);
    project.write("src/test/java/StartupTest.java", testOfThePage());
    project.write(
        "src/test/java/EagerTest.java",
        """
        import io.lazyloader.LazyLoader;
        import io.lazyloader.junit.LazyLoading;
        import org.junit.jupiter.api.Test;
        class EagerTest {
          @LazyLoading(mode = LazyLoader.Mode.NONE, otherwise = LazyLoading.Otherwise.SKIP)
          @Test void runs_eagerly_only() { Shop.start(); }
        }
        """);
    project.write("pom.xml", pom());

    String output =
        maven(maven.get(), "-o", "-B", "-ntp", "-Dmaven.repo.local=" + repository(), "test");

    assertThat(output).contains("BUILD SUCCESS");
    assertThat(Files.readString(directory.resolve("target/surefire-reports/StartupTest.txt")))
        .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
    assertThat(Files.readString(directory.resolve("target/surefire-reports/EagerTest.txt")))
        .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 1");
    assertThat(Files.readString(directory.resolve("target/surefire-eagerly/StartupTest.txt")))
        .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 1");
    assertThat(Files.readString(directory.resolve("target/surefire-eagerly/EagerTest.txt")))
        .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
  }

  /** In a suite that is run both ways, it is skipped where it can't hold. */
  private static String testOfThePage() throws IOException {
    return blocks("testing.md", "java")
        .get(0)
        .replace(
            "@LazyLoading\n",
            "@LazyLoading(mode = io.lazyloader.LazyLoader.Mode.ALL, otherwise ="
                + " LazyLoading.Otherwise.SKIP)\n");
  }

  private static String pom() throws IOException {
    String core = "";
    String jupiter = "";
    for (Path library : LazyLoadingIT.libraries()) {
      String name = library.getFileName().toString();
      if (library.toString().contains("loader-core")) {
        core = jarOf(library).toString();
      } else if (name.startsWith("junit-jupiter-api-")) {
        jupiter = name.replace("junit-jupiter-api-", "").replace(".jar", "");
      }
    }
    return """
    <project>
      <modelVersion>4.0.0</modelVersion>
      <groupId>shop</groupId><artifactId>shop</artifactId><version>1</version>
      <properties>
        <maven.compiler.release>17</maven.compiler.release>
        <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        <agent.jar>%s</agent.jar>
      </properties>
      <dependencies>
        <dependency>
          <groupId>io.lazyloader</groupId><artifactId>loader-core</artifactId><version>1</version>
          <scope>system</scope><systemPath>%s</systemPath>
        </dependency>
        <dependency>
          <groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId>
          <version>%s</version><scope>test</scope>
        </dependency>
      </dependencies>
      <build>
        <pluginManagement><plugins>
          <plugin><artifactId>maven-resources-plugin</artifactId><version>3.5.0</version></plugin>
          <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version></plugin>
          <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.6.1</version></plugin>
        </plugins></pluginManagement>
        <plugins>
          %s
        </plugins>
      </build>
    </project>
    """
        .formatted(
            Program.AGENT.toAbsolutePath(),
            core,
            jupiter,
            blocks("testing.md", "xml").get(0).replace("com.acme.*", "Shop"));
  }

  /** Maven takes only files as system dependencies. */
  private static Path jarOf(Path library) throws IOException {
    if (Files.isRegularFile(library)) {
      return library.toAbsolutePath();
    }
    Path jars = library.resolveSibling("loader-core-0.1.0-SNAPSHOT.jar").toAbsolutePath();
    assertThat(jars).isRegularFile();
    return jars;
  }

  private static Optional<Path> mavenOnPath() {
    for (String entry : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path maven = Path.of(entry, "mvn");
      if (Files.isExecutable(maven)) {
        return Optional.of(maven);
      }
    }
    return Optional.empty();
  }

  private static String repository() {
    return System.getProperty(
        "localRepository", Path.of(System.getProperty("user.home"), ".m2/repository").toString());
  }

  private String maven(Path maven, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(maven.toString()));
    command.addAll(List.of(arguments));
    Path output = directory.resolve("maven.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String said = Files.readString(output);
    assertThat(ended).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  private static List<String> blocks(String page, String language) throws IOException {
    List<String> found = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../docs", page)));
    while (blocks.find()) {
      if (blocks.group(1).equals(language)) {
        found.add(blocks.group(2));
      }
    }
    return found;
  }
}
