package io.lazyloader.samples.suites;

import static io.lazyloader.samples.suites.Noise.DATES;
import static io.lazyloader.samples.suites.Noise.DURATIONS;
import static io.lazyloader.samples.suites.Noise.IDENTITIES;
import static io.lazyloader.samples.suites.Noise.ORDER;
import static io.lazyloader.samples.suites.Noise.THREADS;
import static io.lazyloader.samples.suites.Noise.UUIDS;

import java.util.stream.Stream;

/** Programs that serve until they are told to stop. */
final class Servers {
  private static final String BOOT = "org.springframework.boot:spring-boot-starter-";
  private static final String LOGBACK = " ch.qos.logback:logback-classic:1.5.16";
  private static final String OLD_LOGBACK = " ch.qos.logback:logback-classic:1.2.13";
  private static final String H2 = "com.h2database:h2:2.3.232";

  private static final Noise CLIENT_PORTS =
      Noise.text("ports of clients", "127\\.0\\.0\\.1:\\d{4,5}", "127.0.0.1:CLIENT");

  private static final String ZOOKEEPER_CLIENT =
      "JAVA org.apache.zookeeper.ZooKeeperMain -server 127.0.0.1:${port} ";

  private Servers() {}

  static Stream<Program> all() {
    return Stream.concat(frameworks(), products());
  }

  private static Stream<Program> frameworks() {
    return Stream.of(
        new Program(
                "jetty",
                "org.eclipse.jetty.ee10:jetty-ee10-webapp:12.0.16"
                    + " org.eclipse.jetty.ee10:jetty-ee10-annotations:12.0.16"
                    + " org.eclipse.jetty.ee10:jetty-ee10-apache-jsp:12.0.16"
                    + " org.eclipse.jetty.ee10:jetty-ee10-glassfish-jstl:12.0.16"
                    + LOGBACK,
                "Serve ${port}")
            .serves(
                "GET /plain.txt",
                "GET /index.jsp?name=%3CAda%3E",
                "GET /index.jsp",
                "GET /broken.jsp",
                "GET /plain.txt",
                "GET /missing",
                "POST /echo application/x-www-form-urlencoded a=1&b=2")
            .noise(
                DATES,
                DURATIONS,
                IDENTITIES,
                THREADS,
                Noise.text("session identifiers", "node0\\w+", "SESSION"),
                Noise.text(
                    "which of Jetty's threads answers",
                    "\tat org\\.eclipse\\.jetty\\.util\\.thread\\..*\n",
                    ""),
                Noise.text(
                    "how deep its stack is", "\\.\\.\\. \\d+ common frames", "... common frames"),
                Noise.text("length of its stack", "content-length: \\d{4}\n", ""),
                ORDER),
        new Program("vertx", "io.vertx:vertx-web:4.5.11", "Serve ${port}")
            .serves(
                "GET /wares/tea",
                "GET /wares/gold",
                "POST /wares application/json [1,{\"a\":2}]",
                "POST /wares application/json [1,",
                "GET /fails",
                "GET /in/plain.txt",
                "GET /missing")
            .noise(DATES, DURATIONS, IDENTITIES, THREADS, ORDER),
        new Program(
                "micronaut",
                "io.micronaut:micronaut-http-server-netty:4.10.15"
                    + " io.micronaut:micronaut-jackson-databind:4.10.15"
                    + LOGBACK,
                "shop.Shop")
            .processedBy("io.micronaut:micronaut-inject-java:4.10.15")
            .jvm("-Dmicronaut.server.port=${port} -Dmicronaut.server.host=127.0.0.1")
            .serves(
                "GET /wares/tea",
                "GET /wares/gold",
                "POST /wares application/json [{\"name\":\"x\",\"price\":1}]",
                "POST /wares application/json [{\"name\":",
                "GET /wares/fails",
                "GET /missing")
            .noise(DATES, DURATIONS, IDENTITIES, THREADS, ORDER),
        new Program("quarkus", "", "-jar ${project}/target/quarkus-app/quarkus-run.jar")
            .jvm("-Dquarkus.http.port=${port} -Dquarkus.http.host=127.0.0.1")
            .serves(
                "GET /wares/tea",
                "GET /wares/gold",
                "POST /wares application/json [{\"name\":\"x\",\"price\":1}]",
                "POST /wares application/json [{\"name\":",
                "GET /wares/fails",
                "GET /missing")
            .noise(
                DATES,
                DURATIONS,
                IDENTITIES,
                THREADS,
                UUIDS,
                Noise.text(
                    "which thread says so first",
                    "\\((main|Shutdown thread)\\) shop",
                    "(THREAD) shop"),
                ORDER),
        new Program(
                "spring",
                BOOT
                    + "web:3.4.1 "
                    + BOOT
                    + "data-jpa:3.4.1 "
                    + BOOT
                    + "security:3.4.1 "
                    + BOOT
                    + "validation:3.4.1 "
                    + BOOT
                    + "actuator:3.4.1 "
                    + H2,
                "shop.Shop --server.port=${port}")
            .serves(
                "GET /actuator/health",
                "GET /wares",
                "GET ada:secret@/wares",
                "GET ada:secret@/wares/below/50",
                "GET ada:secret@/wares/dearest",
                "POST ada:secret@/wares application/json {\"name\":\"salt\",\"price\":1}",
                "POST ada:secret@/wares application/json {\"name\":\"\",\"price\":1}",
                "GET ada:secret@/wares",
                "GET ada:secret@/missing",
                "GET ada:secret@/actuator/info")
            .noise(
                DATES,
                DURATIONS,
                IDENTITIES,
                THREADS,
                Noise.text("session identifiers", "JSESSIONID=\\w+", "JSESSIONID"),
                ORDER));
  }

  private static Stream<Program> products() {
    return Stream.of(
        new Program(
                "zookeeper",
                "org.apache.zookeeper:zookeeper:3.9.3 io.dropwizard.metrics:metrics-core:4.2.29"
                    + " org.xerial.snappy:snappy-java:1.1.10.7 commons-cli:commons-cli:1.5.0"
                    + OLD_LOGBACK,
                "org.apache.zookeeper.server.ZooKeeperServerMain ${port} data")
            .jvm("-Dzookeeper.admin.enableServer=false -Dzookeeper.4lw.commands.whitelist=*")
            .serves(
                "LOG PrepRequestProcessor .* started",
                ZOOKEEPER_CLIENT + "create /a hello",
                ZOOKEEPER_CLIENT + "set /a again",
                ZOOKEEPER_CLIENT + "get /a",
                ZOOKEEPER_CLIENT + "ls -R /",
                "TCP ruok",
                "TCP srvr",
                "TCP wchs",
                "TCP conf")
            .noise(
                DATES,
                DURATIONS,
                IDENTITIES,
                THREADS,
                UUIDS,
                CLIENT_PORTS,
                Noise.text("free memory", "(os\\.memory\\.\\w+)=\\d+MB", "$1"),
                Noise.text("latencies", "Latency .*", "Latency"),
                Noise.text("session identifiers", "0x[0-9a-f]{8,}", "SESSION"),
                Noise.files("the database", "data/**"),
                ORDER),
        new Program(
                "kafka",
                "org.apache.kafka:kafka_2.13:3.9.0" + OLD_LOGBACK,
                "kafka.Kafka in/server.properties")
            .after(
                "kafka.tools.StorageTool format -t p8fFEbKGQ22B6M_Da_vCBw -c in/server.properties")
            .serves("LOG Kafka Server started", "JAVA Client 127.0.0.1:${port}")
            .noise(
                DATES,
                DURATIONS,
                IDENTITIES,
                THREADS,
                UUIDS,
                CLIENT_PORTS,
                Noise.text(
                    "which of the client's threads comes first",
                    "\\[(main|kafka-coordinator-heartbeat-thread \\| readers)]",
                    "[THREAD]"),
                Noise.text(
                    "epochs and offsets of the metadata log, which has a record for each half second",
                    "(?i)((epoch|offset|record|generation)\\w*\\W{1,3})\\d+",
                    "$1N"),
                Noise.text(
                    "who closes the generator of snapshots",
                    ".*SnapshotGenerator id=1\\] (beginShutdown|close): .*\n",
                    ""),
                Noise.files("the database", "data/**"),
                ORDER),
        new Program(
                "fuseki",
                "org.apache.jena:jena-fuseki-main:5.2.0"
                    + " org.apache.logging.log4j:log4j-slf4j2-impl:2.24.2",
                "org.apache.jena.fuseki.main.cmds.FusekiMainCmd --port=${port} --localhost"
                    + " --update --mem /ds")
            .serves(
                "GET /ds?query=ASK%7B%7D",
                "POST /ds/data text/turtle <a:b> <a:c> 'd', 5, <a:e> .",
                "GET /ds?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D%20ORDER%20BY%20STR(%3Fo)",
                "POST /ds/update application/sparql-update DELETE WHERE { ?s ?p 5 }",
                "GET /ds?query=CONSTRUCT%20WHERE%20%7B%3Fs%20%3Fp%20%3Fo%7D",
                "GET /ds?query=SELECT%20nonsense",
                "GET /missing")
            .noise(DATES, DURATIONS, IDENTITIES, THREADS, ORDER),
        new Program(
                "wiremock",
                "org.wiremock:wiremock-standalone:3.10.0",
                "wiremock.Run --port ${port} --root-dir in/wiremock --disable-banner")
            .serves(
                "GET /__admin/health",
                "GET /wares/tea",
                "POST /wares application/json {\"price\":4}",
                "POST /wares application/json {\"price\":2}",
                "GET /__admin/mappings",
                "GET /missing")
            .noise(DATES, DURATIONS, IDENTITIES, THREADS, UUIDS, ORDER),
        new Program(
                "h2", H2, "org.h2.tools.Server -tcp -tcpPort ${port} -ifNotExists -baseDir data")
            .serves(
                "LOG TCP server running",
                "JAVA org.h2.tools.Shell -url jdbc:h2:tcp://127.0.0.1:${port}/./shop -user sa"
                    + " -sql 'create table t(a int primary key, b json) as values (1, json 1);"
                    + " select a, b, a + 1 c from t; explain select * from t where a = 1'",
                "JAVA org.h2.tools.Shell -url jdbc:h2:tcp://127.0.0.1:${port}/./shop -user sa"
                    + " -sql 'select nothing from t'")
            .noise(DATES, DURATIONS, IDENTITIES, Noise.files("the database", "data/**")));
  }
}
