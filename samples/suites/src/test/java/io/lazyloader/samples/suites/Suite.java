package io.lazyloader.samples.suites;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A test suite that a project publishes beside its library, under the classifier {@code tests}.
 *
 * @param library what is tested
 * @param needs what the tests need beside it
 */
record Suite(String name, String library, List<String> needs) {
  private static final String ASSERTJ = "org.assertj:assertj-core:3.27.3";
  private static final String CODEC = "commons-codec:commons-codec:1.18.0";
  private static final String COLLECTIONS = "org.apache.commons:commons-collections4:4.5.0";
  private static final String EASYMOCK = "org.easymock:easymock:5.5.0";
  private static final String HAMCREST = "org.hamcrest:hamcrest:3.0";
  private static final String IO = "commons-io:commons-io:2.18.0";
  private static final String JMH = "org.openjdk.jmh:jmh-core:1.37";
  private static final String JUNIT_4 = "junit:junit:4.13.2";
  private static final String LANG = "org.apache.commons:commons-lang3:3.17.0";
  private static final String MOCKITO = "org.mockito:mockito-core:5.15.2";
  private static final String PIONEER = "org.junit-pioneer:junit-pioneer:1.9.1";
  private static final String TEXT = "org.apache.commons:commons-text:1.13.1";

  private static final List<Suite> ALL =
      List.of(
          suite("commons-cli", "commons-cli:commons-cli:1.9.0", LANG, HAMCREST, MOCKITO, IO),
          suite("commons-codec", CODEC, LANG, HAMCREST, IO),
          suite(
              "commons-csv",
              "org.apache.commons:commons-csv:1.14.0",
              LANG,
              MOCKITO,
              "com.h2database:h2:2.2.224"),
          suite(
              "commons-text",
              TEXT,
              MOCKITO,
              PIONEER,
              IO,
              JMH,
              ASSERTJ,
              "org.apache.commons:commons-rng-simple:1.6"),
          suite(
              "commons-jexl",
              "org.apache.commons:commons-jexl3:3.4.0",
              JUNIT_4,
              LANG,
              "com.google.code.gson:gson:2.11.0",
              "com.googlecode.concurrentlinkedhashmap:concurrentlinkedhashmap-lru:1.4.2"),
          suite(
              "commons-io", IO, LANG, MOCKITO, PIONEER, CODEC, JMH, "com.google.jimfs:jimfs:1.3.0"),
          suite(
              "commons-lang",
              LANG,
              EASYMOCK,
              HAMCREST,
              PIONEER,
              JMH,
              TEXT,
              "com.google.code.findbugs:jsr305:3.0.2"),
          suite(
              "commons-collections",
              COLLECTIONS,
              LANG,
              EASYMOCK,
              HAMCREST,
              CODEC,
              IO,
              "com.google.guava:guava-testlib:33.4.0-jre"),
          suite("hipparchus", "org.hipparchus:hipparchus-core:3.1", JUNIT_4, HAMCREST, MOCKITO),
          suite(
              "avro",
              "org.apache.avro:avro:1.12.0",
              HAMCREST,
              MOCKITO,
              "org.xerial.snappy:snappy-java:1.1.10.7",
              "org.tukaani:xz:1.10",
              "com.github.luben:zstd-jni:1.5.6-3"),
          suite(
              "flink-core",
              "org.apache.flink:flink-core:2.0.0",
              MOCKITO,
              HAMCREST,
              JUNIT_4,
              ASSERTJ,
              "org.apache.flink:flink-test-utils-junit:2.0.0",
              "joda-time:joda-time:2.5",
              "org.openjdk.jol:jol-core:0.16"),
          suite(
              "jena-core",
              "org.apache.jena:jena-core:5.2.0",
              JUNIT_4,
              MOCKITO,
              "org.apache.jena:jena-base:5.2.0:tests",
              "org.xenei:junit-contracts:0.2.0",
              "org.awaitility:awaitility:4.2.2",
              "org.slf4j:slf4j-nop:2.0.16"));

  /** Those that the property {@code suites.names} lists, separated by commas. */
  static Stream<Suite> chosen() {
    List<String> names = Arrays.asList(System.getProperty("suites.names").split(",", -1));
    return ALL.stream().filter(suite -> names.contains("all") || names.contains(suite.name));
  }

  /** The tests come first. */
  List<String> coordinates() {
    List<String> coordinates = new ArrayList<>();
    coordinates.add(library + ":tests");
    coordinates.add(library);
    coordinates.addAll(needs);
    return coordinates;
  }

  @Override
  public String toString() {
    return name;
  }

  private static Suite suite(String name, String library, String... needs) {
    return new Suite(name, library, List.of(needs));
  }
}
