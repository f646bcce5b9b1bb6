package io.lazyloader.samples.suites;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that others wrote, and one run of it. Its input lies in the directory {@code in}.
 *
 * @param artifacts what it is made of, but for what Maven finds by itself
 */
record App(
    String name,
    List<String> artifacts,
    List<String> jvmArguments,
    String mainClass,
    List<String> arguments) {
  private static final String JAVAC_EXPORTS =
      Stream.of("api", "code", "file", "parser", "tree", "util")
          .map(name -> "--add-exports=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED")
          .reduce("", (all, one) -> all + ' ' + one);

  private static final List<App> ALL =
      List.of(
          app(
              "tika",
              "org.apache.tika:tika-app:2.9.2",
              "",
              "org.apache.tika.cli.TikaCLI --text in/x.xml"),
          app(
              "groovy",
              "org.apache.groovy:groovy:4.0.24",
              "",
              "groovy.ui.GroovyMain -e println(1)"),
          app(
              "pmd",
              "net.sourceforge.pmd:pmd-cli:7.8.0 net.sourceforge.pmd:pmd-java:7.8.0",
              "",
              "net.sourceforge.pmd.cli.PmdCli check -d in/Hello.java"
                  + " -R category/java/errorprone.xml --no-cache --no-progress"),
          app(
              "plantuml",
              "net.sourceforge.plantuml:plantuml:1.2024.8",
              "-Djava.awt.headless=true",
              "net.sourceforge.plantuml.Run -tsvg -o ../out in/d.puml"),
          app(
              "openapi",
              "org.openapitools:openapi-generator-cli:7.10.0",
              "",
              "org.openapitools.codegen.OpenAPIGenerator generate -g java -i in/spec.yaml -o out"),
          app(
              "checkstyle",
              "com.puppycrawl.tools:checkstyle:10.20.2",
              "",
              "com.puppycrawl.tools.checkstyle.Main -c /sun_checks.xml in/Hello.java"),
          app(
              "gjf",
              "com.google.googlejavaformat:google-java-format:1.25.2",
              JAVAC_EXPORTS,
              "com.google.googlejavaformat.java.Main in/Hello.java"),
          app(
              "pdfbox",
              "org.apache.pdfbox:pdfbox-app:3.0.3",
              "",
              "org.apache.pdfbox.tools.PDFBox --help"));

  /** Those that the property {@code apps.names} lists, separated by commas. */
  static Stream<App> chosen() {
    List<String> names = Arrays.asList(System.getProperty("apps.names").split(",", -1));
    return ALL.stream().filter(app -> names.contains("all") || names.contains(app.name));
  }

  @Override
  public String toString() {
    return name;
  }

  private static App app(String name, String artifacts, String jvmArguments, String command) {
    List<String> words = words(command);
    return new App(
        name,
        words(artifacts),
        words(jvmArguments),
        words.get(0),
        List.copyOf(words.subList(1, words.size())));
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>(Arrays.asList(text.strip().split(" +", -1)));
    words.remove("");
    return words;
  }
}
