package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import io.lazyloader.Lazy;
import io.lazyloader.agent.Program.Run;
import io.micrometer.common.util.StringUtils;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Programs whose classes and libraries, loader-core among them, lie in a loader below the system
 * class loader's: as in a Spring Boot fat jar, which asks its parent first; in a web application,
 * which looks into itself first; and in OSGi, where a bundle sees of its parent what it is let see.
 */
class NestedLoadersIT {
  @TempDir Path directory;
  private Program program;
  private String libraries;

  @BeforeEach
  void compile() throws IOException, URISyntaxException {
    program =
        Program.of(
            directory,
            """
            // app/Boot.java
            package app;
            import java.io.File;
            import java.net.*;
            import java.util.*;
            public class Boot {
              static final class Nested extends URLClassLoader {
                final String kind;
                Nested(String kind, URL[] urls) { super(urls, Boot.class.getClassLoader()); this.kind = kind; }
                @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                  synchronized (getClassLoadingLock(name)) {
                    Class<?> known = findLoadedClass(name);
                    if (known != null) return known;
                    boolean own = kind.equals("web") && !name.startsWith("java.")
                        || kind.equals("bundle") && !name.startsWith("java.") && !name.startsWith("io.lazyloader.");
                    if (own) {
                      try { return findClass(name); } catch (ClassNotFoundException e) {
                        if (kind.equals("bundle")) return getPlatformClassLoader().loadClass(name);
                      }
                    }
                    try { return super.loadClass(name, resolve); } catch (ClassNotFoundException e) { return findClass(name); }
                  }
                }
              }
              public static void main(String[] args) throws Exception {
                List<URL> urls = new ArrayList<>();
                for (String entry : args[1].split(File.pathSeparator)) urls.add(new File(entry).toURI().toURL());
                ClassLoader nested = new Nested(args[0], urls.toArray(new URL[0]));
                Thread.currentThread().setContextClassLoader(nested);
                nested.loadClass("inner.Main").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
              }
            }
            """);
    String shared =
        Program.join(
            List.of(
                jarOf(Lazy.class),
                jarOf(LoggerFactory.class),
                jarOf(LoggerContext.class),
                jarOf(Context.class),
                jarOf(MeterRegistry.class),
                jarOf(StringUtils.class),
                jarOf(Observation.class)));
    Path inner = Files.createDirectories(directory.resolve("inner"));
    program.compile(
        inner,
        List.of("-cp", shared),
        """
            // inner/Main.java
            package inner;
            import io.lazyloader.Lazy;
            import io.lazyloader.metrics.LazyloaderMetrics;
            import io.micrometer.core.instrument.*;
            import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
            import java.lang.management.ManagementFactory;
            import java.util.*;
            import javax.management.*;
            public class Main {
              @Lazy static final List<String> ONE = new ArrayList<>(List.of("one"));
              @Lazy static final List<String> TWO = new ArrayList<>(List.of("two"));
              public static void main(String[] args) throws Exception {
                org.slf4j.LoggerFactory.getLogger("inner").info("hello " + ONE);
                MeterRegistry registry = new SimpleMeterRegistry();
                new LazyloaderMetrics().bindTo(registry);
                Class.forName("io.lazyloader.LazyLoader", true, ClassLoader.getSystemClassLoader())
                    .getMethod("markReady").invoke(null);
                double ready = registry.get("lazyloader.startup.ready").timeGauge().value();
                System.out.println("ready " + (ready > 0));
                System.out.println("pending " + registry.get("lazyloader.fields").tag("state", "pending").gauge().value());
                System.out.println("resolved " + registry.get("lazyloader.fields").tag("state", "resolved").gauge().value());
                System.out.println("startup " + registry.get("lazyloader.resolutions").tag("phase", "startup").functionTimer().count());
                System.out.println("rewritten " + (registry.get("lazyloader.rewritten").functionCounter().count() > 0));
                MBeanServer server = ManagementFactory.getPlatformMBeanServer();
                System.out.println("jmx " + server.getAttribute(new ObjectName("io.lazyloader:type=Startup"), "DeferredFields"));
              }
            }
            """);
    libraries = inner + System.getProperty("path.separator") + shared;
  }

  @Test
  void a_fat_jar_that_holds_loader_core_logs_and_shows_its_figures() {
    Run run = program.lazy("metrics=slf4j,jmx=true", "app.Boot", "fat", libraries);

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("io.lazyloader.startup", "loader: ready")
        .contains("ready true", "pending 1.0", "resolved 1.0", "startup 1.0", "rewritten true")
        .contains("jmx 2");
  }

  @Test
  void a_bundle_that_sees_the_agents_classes_logs_and_shows_its_figures() {
    Run run = program.lazy("metrics=slf4j,jmx=true", "app.Boot", "bundle", libraries);

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("io.lazyloader.startup", "loader: ready")
        .contains("ready true", "pending 1.0", "resolved 1.0", "startup 1.0", "rewritten true")
        .contains("jmx 2");
  }

  @Test
  void a_web_application_with_a_copy_of_its_own_runs_as_it_is_and_has_that_copys_figures() {
    Run run = program.lazy("metrics=slf4j,jmx=true", "app.Boot", "web", libraries);

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).contains("io.lazyloader.startup", "loader: ready", "ready true");
  }

  private static Path jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
