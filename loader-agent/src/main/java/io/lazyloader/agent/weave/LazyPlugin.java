package io.lazyloader.agent.weave;

import io.lazyloader.LazyFilter;
import io.lazyloader.agent.about.About;
import io.lazyloader.agent.plan.Plan;
import io.lazyloader.agent.rewrite.ClassFileCheck;
import io.lazyloader.agent.rewrite.ClassRewriter;
import io.lazyloader.agent.rewrite.Decision;
import io.lazyloader.agent.rewrite.DeferredFields;
import io.lazyloader.agent.rewrite.Marks;
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
  private final Map<String, Decision> decisions = new HashMap<>();
  private final Map<String, List<String>> supertypes = new HashMap<>();
  private final Map<String, Request> requests = new HashMap<>();
  private final List<LazyFilter> filters = new ArrayList<>();

  /** By field: a filter is asked once, although a class is decided about again to be rewritten. */
  private final Map<String, Optional<String>> vetoes = new HashMap<>();

  private @Nullable ClassFileLocator locator;
  private boolean defersAny;

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
  }

  @Override
  public void onPreprocess(TypeDescription type, ClassFileLocator classFiles) {
    locator = classFiles;
    String name = type.getName();
    Request request =
        Request.NONE
            .planned(plan.fieldsOf(name))
            .groups(plan.groupsOf(name))
            .finalFilter(filters.isEmpty() ? null : this::obstacle)
            .packageMarks(marksOfPackage(name))
            .switchable(true)
            .filter(LazyPlugin::visibleOutside);
    ClassRewriter rewriter = new ClassRewriter(classFile(name), request);
    Decision decision = rewriter.decision();
    requests.put(name, request.promised(decision.readElsewhere().keySet()));
    decisions.put(name, decision);
    defersAny |= !decision.deferred().isEmpty();
    List<String> above = new ArrayList<>();
    for (TypeDescription superinterface : type.getInterfaces().asErasures()) {
      above.add(superinterface.getName());
    }
    TypeDescription.Generic superClass = type.getSuperClass();
    if (superClass != null) {
      above.add(superClass.asErasure().getName());
    }
    supertypes.put(name, above);
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
    return rewritten(type.getName(), classFile(type.getName())) != null;
  }

  @Override
  public DynamicType.Builder<?> apply(
      DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator classFiles) {
    return builder.visit(new WholeClass(classFile -> checked(type.getName(), classFile)));
  }

  /** Other classes may call its accessors already, so that it can't be left as it was. */
  private byte @Nullable [] checked(String name, byte[] classFile) {
    byte[] rewritten = rewritten(name, classFile);
    String problem = rewritten == null ? null : ClassFileCheck.problem(rewritten, classFile);
    if (problem != null) {
      throw new IllegalStateException(invalid(name, problem));
    }
    return rewritten;
  }

  static String invalid(String className, String problem) {
    return className
        + " would become invalid: "
        + problem
        + ". Mark the class @Eager until that is mended, and "
        + About.pleaseReport()
        + '.';
  }

  private byte @Nullable [] rewritten(String name, byte[] classFile) {
    Request request =
        requests
            .getOrDefault(name, Request.NONE)
            .resolvesReflection(defersAny)
            .closesTell(defersAny);
    DeferredFields elsewhere = this::isDeferred;
    return new ClassRewriter(classFile, request).rewrite(elsewhere);
  }

  /** Never that of an interface: its fields are public. */
  private boolean isDeferred(String owner, String field, String descriptor) {
    Decision decision = declaring(owner.replace('/', '.'), field);
    return decision != null && descriptor.equals(decision.readElsewhere().get(field));
  }

  /** Looks for a field in a class, its superinterfaces and superclass (JVMS 17 §5.4.3.2). */
  private @Nullable Decision declaring(String className, String field) {
    Decision decision = decisions.get(className);
    if (decision == null || decision.declared().contains(field)) {
      return decision;
    }
    for (String above : supertypes.getOrDefault(className, List.of())) {
      Decision declaring = declaring(above, field);
      if (declaring != null) {
        return declaring;
      }
    }
    return null;
  }

  private Marks marksOfPackage(String className) {
    int dot = className.lastIndexOf('.');
    if (dot < 0) {
      return Marks.NONE;
    }
    byte[] packageInfo = find(className.substring(0, dot) + ".package-info");
    return packageInfo == null ? Marks.NONE : Marks.ofPackage(packageInfo);
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
    decisions.clear();
  }
}
