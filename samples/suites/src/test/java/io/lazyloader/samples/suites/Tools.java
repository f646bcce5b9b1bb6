package io.lazyloader.samples.suites;

import static io.lazyloader.samples.suites.Noise.DATES;
import static io.lazyloader.samples.suites.Noise.DURATIONS;
import static io.lazyloader.samples.suites.Noise.IDENTITIES;
import static io.lazyloader.samples.suites.Noise.ORDER;
import static io.lazyloader.samples.suites.Noise.THREADS;
import static io.lazyloader.samples.suites.Noise.UUIDS;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Programs that run to an end by themselves. */
final class Tools {
  private static final String H2 = " com.h2database:h2:2.3.232";
  private static final String LOGBACK = " ch.qos.logback:logback-classic:1.5.16";

  private static final String JAVAC_EXPORTS =
      Stream.of("api", "code", "file", "parser", "tree", "util")
          .map(name -> "--add-exports=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED")
          .collect(Collectors.joining(" "));

  private static final String OPENED =
      Stream.of(
              "java.lang",
              "java.lang.invoke",
              "java.lang.reflect",
              "java.io",
              "java.net",
              "java.nio",
              "java.util",
              "java.util.concurrent",
              "java.util.concurrent.atomic",
              "sun.nio.ch",
              "sun.nio.cs",
              "sun.security.action",
              "sun.util.calendar")
          .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
          .collect(Collectors.joining(" "));

  private Tools() {}

  static Stream<Program> all() {
    return Stream.concat(
        Stream.concat(formattersAndCheckers(), converters()), Stream.concat(languages(), data()));
  }

  private static Stream<Program> formattersAndCheckers() {
    return Stream.of(
        new Program(
            "pmd",
            "net.sourceforge.pmd:pmd-cli:7.8.0 net.sourceforge.pmd:pmd-java:7.8.0",
            "net.sourceforge.pmd.cli.PmdCli check -d in/Hello.java"
                + " -R category/java/errorprone.xml --no-cache --no-progress"),
        new Program(
                "checkstyle",
                "com.puppycrawl.tools:checkstyle:10.20.2",
                "com.puppycrawl.tools.checkstyle.Main -c /sun_checks.xml in/Hello.java")
            .exits(12),
        new Program(
                "gjf",
                "com.google.googlejavaformat:google-java-format:1.25.2",
                "com.google.googlejavaformat.java.Main in/Hello.java")
            .jvm(JAVAC_EXPORTS),
        new Program(
            "spotbugs",
            "com.github.spotbugs:spotbugs:4.9.8",
            "edu.umd.cs.findbugs.FindBugs2 -effort:max -low ${classes}/Buggy.class"),
        new Program(
                "ktlint",
                "com.pinterest.ktlint:ktlint-cli:1.5.0",
                "com.pinterest.ktlint.Main --log-level=info in/Hello.kt")
            .jvm("--add-opens=java.base/java.lang=ALL-UNNAMED")
            .exits(1)
            .noise(DATES),
        new Program(
                "junit",
                "org.junit.platform:junit-platform-console-standalone:1.11.4",
                "org.junit.platform.console.ConsoleLauncher execute --scan-classpath ${classes}"
                    + " --disable-banner --disable-ansi-colors --details=tree --reports-dir=out")
            .exits(1)
            .noise(
                DATES,
                DURATIONS,
                IDENTITIES,
                Noise.text("durations in reports", "out/*", "time=\"[^\"]*\"", "time=TIME")),
        new Program(
                "maven",
                "org.codehaus.plexus:plexus-classworlds:2.6.0",
                "org.codehaus.plexus.classworlds.launcher.Launcher -B -ntp -f in/project/pom.xml"
                    + " -Dmaven.repo.local=${repository} package")
            .jvm(
                "-Dclassworlds.conf=${maven}/bin/m2.conf -Dmaven.home=${maven}"
                    + " -Dmaven.multiModuleProjectDirectory=${work}/in/project")
            .noise(DATES, DURATIONS));
  }

  private static Stream<Program> converters() {
    return Stream.of(
        new Program(
            "tika",
            "org.apache.tika:tika-app:2.9.2",
            "org.apache.tika.cli.TikaCLI --text in/x.xml"),
        new Program(
                "plantuml",
                "net.sourceforge.plantuml:plantuml:1.2024.8",
                "net.sourceforge.plantuml.Run -tsvg -o ../out in/d.puml")
            .jvm("-Djava.awt.headless=true"),
        new Program(
                "openapi",
                "org.openapitools:openapi-generator-cli:7.10.0",
                "org.openapitools.codegen.OpenAPIGenerator generate -g java -i in/spec.yaml -o out")
            .noise(DATES),
        new Program(
            "pdfbox",
            "org.apache.pdfbox:pdfbox-app:3.0.3",
            "org.apache.pdfbox.tools.PDFBox --help"),
        new Program(
                "saxon",
                "net.sf.saxon:Saxon-HE:12.5",
                "net.sf.saxon.Transform -s:in/shelf.xml -xsl:in/shelf.xsl -t least=1800")
            .noise(DURATIONS, Noise.text("memory used", "Memory used: .*", "Memory used")),
        new Program(
            "antlr", "org.antlr:antlr4:4.13.2", "org.antlr.v4.Tool -visitor -o out in/Expr.g4"),
        new Program(
            "proguard",
            "com.guardsquare:proguard-base:7.6.1",
            "proguard.ProGuard -injars ${classes} -outjars out.jar -dontwarn -verbose"
                + " -libraryjars '<java.home>/jmods/java.base.jmod(!**.jar;!module-info.class)'"
                + " -keep 'public class Shop { public static void main(java.lang.String[]); }'"
                + " -printmapping out.map"));
  }

  private static Stream<Program> languages() {
    return Stream.of(
        new Program(
            "groovy", "org.apache.groovy:groovy:4.0.24", "groovy.ui.GroovyMain -e println(1)"),
        new Program("jruby", "org.jruby:jruby-complete:9.4.12.0", "org.jruby.Main in/words.rb"),
        new Program(
                "graaljs",
                "org.graalvm.polyglot:polyglot:23.1.5 org.graalvm.js:js-language:23.1.5",
                "Scripts")
            .jvm("-Dpolyglot.engine.WarnInterpreterOnly=false"),
        new Program("clojure", "org.clojure:clojure:1.12.0", "clojure.main in/shop.clj"),
        new Program(
            "kotlinc",
            "org.jetbrains.kotlin:kotlin-compiler-embeddable:2.1.0",
            "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler in/Hello.kt -d out -no-reflect"
                + " -no-stdlib -cp ${repository}/org/jetbrains/kotlin/kotlin-stdlib/2.1.0"
                + "/kotlin-stdlib-2.1.0.jar"),
        new Program(
            "scalac",
            "org.scala-lang:scala-compiler:2.13.16",
            "scala.tools.nsc.Main -usejavacp -deprecation -d tmp in/Hello.scala"));
  }

  private static Stream<Program> data() {
    return Stream.of(
        new Program(
                "jooq",
                "org.jooq:jooq-codegen:3.19.15 org.slf4j:slf4j-simple:2.0.16" + H2,
                "org.jooq.codegen.GenerationTool in/jooq.xml")
            .jvm("-Dorg.jooq.no-tips=true -Dorg.jooq.no-logo=true")
            .noise(DATES, DURATIONS),
        new Program(
            "jena",
            "org.apache.jena:jena-cmds:5.2.0",
            "arq.arq --data=in/library.ttl --query=in/query.rq --results=json"),
        new Program(
                "liquibase",
                "org.liquibase:liquibase-core:4.30.0 info.picocli:picocli:4.7.6" + H2,
                "liquibase.integration.commandline.LiquibaseCommandLine"
                    + " --url=jdbc:h2:mem:shop --username=sa --search-path=in"
                    + " --changelog-file=changes.xml update")
            .noise(DATES, DURATIONS),
        new Program(
                "sqlline",
                "sqlline:sqlline:1.12.0 org.apache.calcite:calcite-csv:1.38.0"
                    + " org.slf4j:slf4j-simple:2.0.16",
                "sqlline.SqlLine -u jdbc:calcite:model=in/model.json -n a -p b --run=in/queries.sql"
                    + " --color=false")
            .noise(
                DURATIONS,
                // ASM writes the annotated locals of one class as no reader takes them.
                Noise.text(
                    "that the recorder left a class as it is",
                    "loader: [\\w.]*SqlFunctions is not recorded: .*\n",
                    "")),
        new Program("spark", "org.apache.spark:spark-sql_2.13:4.0.0", "Words")
            .jvm(OPENED)
            .noise(
                DATES,
                DURATIONS,
                UUIDS,
                IDENTITIES,
                THREADS,
                Noise.text("sizes of what tasks send", "\\d+ bytes result", "N bytes result"),
                Noise.text("sizes of broadcasts", "size [\\d.]+ KiB", "size N KiB"),
                Noise.text("which task of a stage ends first", "\\(\\d+/(\\d+)\\)", "(N/$1)"),
                ORDER),
        new Program(
                "flink",
                "org.apache.flink:flink-clients:2.0.0 org.apache.flink:flink-streaming-java:2.0.0"
                    + LOGBACK,
                "Words")
            .jvm(OPENED)
            .noise(DATES, DURATIONS, UUIDS, IDENTITIES, THREADS, ORDER),
        new Program("neo4j", "org.neo4j:neo4j:5.26.0", "Graph")
            .jvm(OPENED)
            .noise(DATES, DURATIONS, UUIDS, Noise.files("the database", "graph/**")));
  }
}
