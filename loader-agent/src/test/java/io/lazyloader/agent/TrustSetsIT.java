package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Shipped rules hold for who makes a call first and for when: programs that change what the call
 * reads, between the initialisation of a class and the first read of its field, with the real
 * libraries.
 */
class TrustSetsIT {
  @TempDir Path directory;

  @Tag("heavy")
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "SLF4J, a binding is chosen later | Slf4j | provider",
        "SLF4J, loggers are listed | Slf4j | names",
        "SLF4J, a marker is detached | Slf4j | detached",
        "Log4j 2, a level is set later | Log4j2 | level",
        "Log4j 2, is there a marker? | Log4j2 | marker",
        "Log4j 1, a configuration is named later | Log4j1 | level",
        "Commons Logging, an implementation is named later | Commons | log",
        "JBoss Logging, a provider is named later | JBoss | log",
        "Flogger, what nobody holds is collected | Flogger | level",
        "System.Logger, what nobody holds is collected | SystemLogger | level",
        "Netty, a factory is set later | Netty | factory",
        "Jackson, the default locale changes | Jackson | locale",
        "Jackson, the default constraints change | Jackson | constraints",
        "Jackson, a subclass of the program's own | Jackson | subclass",
        "Gson, the default zone changes | GsonDates | zone",
        "Gson, a shared builder is changed later | GsonDates | builder",
        "Gson, something is converted | GsonDates | text",
        "levels, the default locale changes | Levels | locale",
      })
  void of_what_balanced_trusts_nothing_can_be_seen(String what, String main, String argument)
      throws IOException {
    Program program = program(main);

    Run eager = program.eager(main, argument);

    assertThat(eager.exitCode()).as(eager.err()).isZero();
    assertThat(program.lazy("mode=all,safety=balanced,quiet", main, argument)).isEqualTo(eager);
  }

  @Test
  void gson_converters_and_standard_levels_are_deferred_by_balanced() throws IOException {
    assertThat(program("GsonDates").lazy("mode=all,safety=balanced", "GsonDates", "none").err())
        .contains("GsonDates$Plain#GSON")
        .doesNotContain("GsonDates$Zoned#GSON", "GsonDates$Text#TEXT");
    assertThat(program("Levels").lazy("mode=all,safety=balanced", "Levels", "none").err())
        .contains("Levels$S#FINE");
  }

  @Test
  void a_set_that_is_asked_for_is_believed() throws IOException {
    assertThat(program("Slf4j").lazy("mode=all,trust=loggers", "Slf4j", "none").err())
        .contains("pending   Slf4j$S#LOG")
        .contains("trusts the standard levels", "; logger factories, as if ");
    assertThat(program("Jackson").lazy("mode=all,trust=loggers:mappers", "Jackson", "none").err())
        .contains("Jackson$Built#MAPPER")
        .doesNotContain("Jackson$Changed#MAPPER", "Jackson$Loud#MAPPER");
  }

  private Program program(String main) throws IOException {
    List<Path> jars = jars(main);
    Program program = Program.of(directory);
    List<Path> classPath = new ArrayList<>(jars);
    classPath.add(Program.AGENT);
    program.compile(
        program.classes(), List.of("-nowarn", "-cp", Program.join(classPath)), source(main));
    return program.on(jars.toArray(Path[]::new));
  }

  private static List<Path> jars(String main) {
    return switch (main) {
      case "Slf4j" ->
          List.of(
              Libraries.of(org.slf4j.Logger.class),
              Libraries.of(ch.qos.logback.classic.Logger.class),
              Libraries.of(ch.qos.logback.core.Context.class));
      case "Log4j2" -> Libraries.named("log4j-api", "log4j-core");
      case "Log4j1" -> Libraries.named("reload4j");
      case "Commons" -> Libraries.named("commons-logging");
      case "JBoss" -> Libraries.named("jboss-logging", "log4j-api", "log4j-core");
      case "Flogger" -> Libraries.named("flogger", "flogger-system-backend");
      case "Netty" -> Libraries.named("netty-common");
      case "Jackson" -> Libraries.named("jackson-databind", "jackson-core", "jackson-annotations");
      case "GsonDates" -> Libraries.named("gson");
      default -> List.of();
    };
  }

  private static String source(String main) {
    return "// "
        + main
        + ".java\nimport java.util.*;\npublic class "
        + main
        + " {"
        + switch (main) {
          case "Slf4j" -> SLF4J;
          case "Log4j2" -> LOG4J_2;
          case "Log4j1" -> LOG4J_1;
          case "Commons" -> COMMONS;
          case "JBoss" -> JBOSS;
          case "Flogger" -> FLOGGER;
          case "SystemLogger" -> SYSTEM_LOGGER;
          case "Netty" -> NETTY;
          case "Jackson" -> JACKSON;
          case "GsonDates" -> GSON;
          default -> LEVELS;
        }
        + "}\n";
  }

  private static final String SLF4J =
      """
        static class S {
          static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger("com.acme");
          static final org.slf4j.Marker MARKER = org.slf4j.MarkerFactory.getMarker("m");
          static void touch() {}
        }
        public static void main(String[] args) {
          S.touch();
          switch (args[0]) {
            case "provider" -> {
              System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
              System.out.println(S.LOG.getClass());
            }
            case "names" ->
                System.out.println(
                    ((ch.qos.logback.classic.LoggerContext) org.slf4j.LoggerFactory.getILoggerFactory())
                        .getLoggerList());
            case "detached" -> {
              org.slf4j.MarkerFactory.getIMarkerFactory().detachMarker("m");
              System.out.println(org.slf4j.MarkerFactory.getMarker("m") == S.MARKER);
            }
            default -> {}
          }
        }
      """;

  private static final String LOG4J_2 =
      """
        static class S {
          static final Object LOG = org.apache.logging.log4j.LogManager.getLogger("com.acme");
          static void touch() {}
        }
        static class M {
          static final Object MARKER = org.apache.logging.log4j.MarkerManager.getMarker("m");
          static void touch() {}
        }
        public static void main(String[] args) {
          if (args[0].equals("level")) {
            S.touch();
            System.setProperty("org.apache.logging.log4j.level", "INFO");
            System.out.println(((org.apache.logging.log4j.Logger) S.LOG).getLevel());
          } else {
            M.touch();
            System.out.println(org.apache.logging.log4j.MarkerManager.exists("m"));
            System.out.println(M.MARKER);
          }
        }
      """;

  private static final String LOG4J_1 =
      """
        static class S {
          static final org.apache.log4j.Logger LOG = org.apache.log4j.Logger.getLogger("com.acme");
          static void touch() {}
        }
        public static void main(String[] args) throws Exception {
          S.touch();
          java.nio.file.Path file = java.nio.file.Files.createTempFile("log4j", ".properties");
          java.nio.file.Files.writeString(file, "log4j.rootLogger=FATAL");
          System.setProperty("log4j.configuration", file.toUri().toString());
          System.out.println(S.LOG.getEffectiveLevel());
        }
      """;

  private static final String COMMONS =
      """
        static class S {
          static final Object LOG = org.apache.commons.logging.LogFactory.getLog("com.acme");
          static void touch() {}
        }
        public static void main(String[] args) {
          S.touch();
          System.setProperty(
              "org.apache.commons.logging.Log", "org.apache.commons.logging.impl.NoOpLog");
          System.out.println(S.LOG.getClass());
        }
      """;

  private static final String JBOSS =
      """
        static class S {
          static final Object LOG = org.jboss.logging.Logger.getLogger("com.acme");
          static void touch() {}
        }
        public static void main(String[] args) {
          S.touch();
          System.setProperty("org.jboss.logging.provider", "jdk");
          System.out.println(S.LOG.getClass());
        }
      """;

  private static final String COLLECTED =
      """
          for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(20);
          }
      """;

  private static final String FLOGGER =
      """
        static class S {
          static final com.google.common.flogger.FluentLogger LOG =
              com.google.common.flogger.FluentLogger.forEnclosingClass();
          static void touch() {}
        }
        public static void main(String[] args) throws Exception {
          S.touch();
          java.util.logging.Logger.getLogger("Flogger.S").setLevel(java.util.logging.Level.OFF);
      """
          + COLLECTED
          + """
              System.out.println(S.LOG.at(java.util.logging.Level.WARNING).isEnabled());
            }
          """;

  private static final String SYSTEM_LOGGER =
      """
        static class S {
          static final System.Logger LOG = System.getLogger("com.acme");
          static void touch() {}
        }
        public static void main(String[] args) throws Exception {
          S.touch();
          java.util.logging.Logger.getLogger("com.acme").setLevel(java.util.logging.Level.OFF);
      """
          + COLLECTED
          + """
              System.out.println(S.LOG.isLoggable(System.Logger.Level.WARNING));
            }
          """;

  private static final String NETTY =
      """
        static class S {
          static final Object LOG =
              io.netty.util.internal.logging.InternalLoggerFactory.getInstance("com.acme");
          static void touch() {}
        }
        static class Silent extends io.netty.util.internal.logging.InternalLoggerFactory {
          @Override protected io.netty.util.internal.logging.InternalLogger newInstance(String name) {
            throw new IllegalStateException("set later");
          }
        }
        public static void main(String[] args) {
          S.touch();
          io.netty.util.internal.logging.InternalLoggerFactory.setDefaultFactory(new Silent());
          System.out.println(S.LOG.getClass());
        }
      """;

  private static final String JACKSON =
      """
        static class S {
          static final com.fasterxml.jackson.databind.ObjectMapper MAPPER =
              new com.fasterxml.jackson.databind.ObjectMapper();
          static void touch() {}
        }
        static class Built {
          static final Object MAPPER =
              com.fasterxml.jackson.databind.json.JsonMapper.builder()
                  .enable(com.fasterxml.jackson.databind.SerializationFeature.INDENT_OUTPUT)
                  .build();
          static void touch() {}
        }
        static class Changed {
          static final Object MAPPER =
              S.MAPPER.enable(com.fasterxml.jackson.databind.SerializationFeature.INDENT_OUTPUT);
          static void touch() {}
        }
        static class Factory {
          static final com.fasterxml.jackson.core.JsonFactory FACTORY =
              new com.fasterxml.jackson.core.JsonFactory();
          static void touch() {}
        }
        static class Loud extends com.fasterxml.jackson.databind.ObjectMapper {
          static final Object MAPPER = new Loud();
          Loud() { System.out.println("loud"); }
          static void touch() {}
        }
        public static void main(String[] args) {
          S.touch(); Built.touch(); Changed.touch(); Factory.touch(); Loud.touch();
          System.out.println("main");
          switch (args[0]) {
            case "locale" -> {
              Locale.setDefault(Locale.GERMANY);
              System.out.println(S.MAPPER.getSerializationConfig().getLocale());
            }
            case "constraints" -> {
              com.fasterxml.jackson.core.StreamReadConstraints.overrideDefaultStreamReadConstraints(
                  com.fasterxml.jackson.core.StreamReadConstraints.builder()
                      .maxNestingDepth(3)
                      .build());
              System.out.println(Factory.FACTORY.streamReadConstraints().getMaxNestingDepth());
            }
            case "subclass" -> System.out.println(Loud.MAPPER != null);
            default -> {}
          }
        }
      """;

  private static final String GSON =
      """
        static class Plain {
          static final com.google.gson.Gson GSON =
              new com.google.gson.GsonBuilder().setPrettyPrinting().create();
          static void touch() {}
        }
        static class Zoned {
          static final com.google.gson.Gson GSON =
              new com.google.gson.GsonBuilder().setDateFormat("MMMM HH").create();
          static void touch() {}
        }
        static class Shared {
          static final com.google.gson.GsonBuilder BUILDER = new com.google.gson.GsonBuilder();
        }
        static class FromShared {
          static final com.google.gson.Gson GSON = Shared.BUILDER.create();
          static void touch() {}
        }
        static class Text {
          static final String TEXT = new com.google.gson.Gson().toJson(new Date(0));
          static void touch() {}
        }
        public static void main(String[] args) {
          Plain.touch(); Zoned.touch(); FromShared.touch(); Text.touch();
          switch (args[0]) {
            case "zone" -> {
              TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
              Locale.setDefault(Locale.GERMANY);
              System.out.println(Zoned.GSON.toJson(new Date(60L * 86_400_000)));
              System.out.println(Plain.GSON.toJson(new Date(60L * 86_400_000)));
            }
            case "builder" -> {
              Shared.BUILDER.setPrettyPrinting();
              System.out.println(FromShared.GSON.toJson(List.of(1, 2)));
            }
            case "text" -> {
              TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
              System.out.println(Text.TEXT);
            }
            default -> {}
          }
        }
      """;

  private static final String LEVELS =
      """
        static class S {
          static final java.util.logging.Level FINE = java.util.logging.Level.FINE;
          static void touch() {}
        }
        static class Own extends java.util.logging.Level { Own() { super("INFO", 123); } }
        public static void main(String[] args) {
          S.touch();
          if (args[0].equals("locale")) {
            new Own();
            Locale.setDefault(Locale.GERMANY);
            System.out.println(S.FINE.getLocalizedName());
            System.out.println(java.util.logging.Level.parse("INFO").intValue());
          }
        }
      """;
}
