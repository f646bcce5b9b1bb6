package io.lazyloader.agent.weave;

import io.lazyloader.LazyFilter;
import io.lazyloader.agent.plan.Plan;
import io.lazyloader.agent.rewrite.Decision;
import io.lazyloader.agent.rewrite.Request;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import net.bytebuddy.build.BuildLogger;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import org.jspecify.annotations.Nullable;

/**
 * Weaves marked classes at build time, so that no agent is needed at run time: only {@code
 * loader-core} on the class path. Made and driven by Byte Buddy's build plugins, on one thread.
 *
 * <p>All classes of the build are decided about first; then those that declare or read deferred
 * fields, or may read them by reflection, are rewritten, with the same rewriter that the agent has.
 * Classes outside the build are not woven and would read a pending field as it is, so fields that
 * those can read, public and protected ones, stay eager. The {@link LazyFilter}s that the plugin's
 * own dependencies provide have the last word.
 */
public final class LazyPlugin implements Plugin.WithPreprocessor {
  private final BuildLogger logger;
  private final Plan plan = new Plan();
  private final List<LazyFilter> filters = new ArrayList<>();

  /** By field: a filter is asked once, although a class is decided about again to be rewritten. */
  private final Map<String, Optional<String>> vetoes = new HashMap<>();

  private @Nullable ClassFileLocator locator;
  private final Weaver weaver;

  /**
   * Made by Byte Buddy.
   *
   * @param root where the classes of the build are; a plan in {@code META-INF/lazyloader} below it
   *     is followed
   * @param logger the build's log
   */
  public LazyPlugin(File root, BuildLogger logger) {
    this.logger = logger;
    ServiceLoader.load(LazyFilter.class, LazyPlugin.class.getClassLoader()).forEach(filters::add);
    File carried = new File(root, Plan.RESOURCE);
    if (carried.isFile()) {
      try (InputStream content = new FileInputStream(carried)) {
        plan.read(carried.getPath(), content);
      } catch (IOException e) {
        throw new UncheckedIOException("plan " + carried + " can't be read", e);
      }
      plan.problems().forEach(logger::warn);
    }
    weaver =
        new Weaver(
            plan,
            name -> find(name.replace('/', '.')),
            LazyPlugin::visibleOutside,
            filters.isEmpty() ? null : this::obstacle);
  }

  @Override
  public void onPreprocess(TypeDescription type, ClassFileLocator classFiles) {
    locator = classFiles;
    String name = type.getName();
    Decision decision = weaver.decide(name);
    decision
        .refused()
        .forEach(
            (field, reason) -> logger.warn(name + '#' + field + " stays eager: " + reason + '.'));
    decision
        .withoutProxy()
        .forEach(
            (field, reason) -> logger.warn(name + '#' + field + " gets no proxy: " + reason + '.'));
    for (String field : decision.unknown()) {
      logger.warn("plan " + plan.placeOf(name, field) + ": no field '" + field + "' in " + name);
    }
    if (!decision.deferred().isEmpty()) {
      logger.info(name + " defers " + String.join(", ", decision.deferred()));
    }
  }

  private static @Nullable String visibleOutside(String className, String field, int access) {
    return Modifier.isPublic(access) || Modifier.isProtected(access)
        ? "it is "
            + (Modifier.isPublic(access) ? "public" : "protected")
            + ", and classes outside this build would not know that it is lazy"
        : null;
  }

  /** Unlike in a program, a filter that fails here fails the build, where it can be mended. */
  private @Nullable String obstacle(Request.Candidate candidate) {
    LazyFilter.Candidate asked =
        new LazyFilter.Candidate(
            candidate.className(),
            candidate.field(),
            candidate.type(),
            candidate.uses(),
            candidate.group(),
            null);
    return vetoes
        .computeIfAbsent(
            candidate.className() + '#' + candidate.field(),
            name -> {
              for (LazyFilter filter : filters) {
                String reason = filter.whyEager(asked);
                if (reason != null) {
                  logger.info(name + " stays eager: it is kept by a filter: " + reason + '.');
                  return Optional.of("it is kept by a filter: " + reason);
                }
              }
              return Optional.empty();
            })
        .orElse(null);
  }

  @Override
  public boolean matches(TypeDescription type) {
    return weaver.weave(type.getName(), classFile(type.getName())) != null;
  }

  @Override
  public DynamicType.Builder<?> apply(
      DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator classFiles) {
    return builder.visit(
        new WholeClass(classFile -> weaver.weaveOrFail(type.getName(), classFile)));
  }

  private byte[] classFile(String name) {
    byte[] found = find(name);
    if (found == null) {
      throw new IllegalStateException("class file of " + name + " is not there any more");
    }
    return found;
  }

  private byte @Nullable [] find(String name) {
    ClassFileLocator classFiles = locator;
    if (classFiles == null) {
      return null;
    }
    try {
      ClassFileLocator.Resolution resolution = classFiles.locate(name);
      return resolution.isResolved() ? resolution.resolve() : null;
    } catch (IOException e) {
      throw new UncheckedIOException("class file of " + name + " can't be read", e);
    }
  }

  @Override
  public void close() {
    // Nothing is held that outlives the build.
  }
}
