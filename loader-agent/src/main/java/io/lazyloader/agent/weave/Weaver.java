package io.lazyloader.agent.weave;

import io.lazyloader.agent.about.About;
import io.lazyloader.agent.analysis.ClassSource;
import io.lazyloader.agent.plan.Plan;
import io.lazyloader.agent.rewrite.ClassFileCheck;
import io.lazyloader.agent.rewrite.ClassRewriter;
import io.lazyloader.agent.rewrite.Decision;
import io.lazyloader.agent.rewrite.DeferredFields;
import io.lazyloader.agent.rewrite.FieldResolution;
import io.lazyloader.agent.rewrite.Marks;
import io.lazyloader.agent.rewrite.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * Weaves a set of classes that belong together, a build or a program, so that no agent is needed
 * when they run: only {@code loader-core}. First it is {@linkplain #decide decided} about each
 * class that may defer fields; then each class that may read some is {@linkplain #weave woven},
 * with the same rewriter that the agent has. Both may be done by several threads, one after the
 * other.
 */
public final class Weaver {
  private final Plan plan;
  private final ClassSource classes;
  private final Request.Filter filter;
  private final Request.@Nullable FinalFilter finalFilter;
  private final Map<String, Decision> decisions = new ConcurrentHashMap<>();
  private final Map<String, List<String>> supertypes = new ConcurrentHashMap<>();
  private final Map<String, Request> requests = new ConcurrentHashMap<>();
  private volatile boolean defersAny;

  /**
   * Prepares for a set of classes.
   *
   * @param plan fields to defer beside those that are marked
   * @param classes finds the class files
   * @param filter says which fields must stay eager as other classes than those can read them
   * @param finalFilter has the last word, or null
   */
  public Weaver(
      Plan plan,
      ClassSource classes,
      Request.Filter filter,
      Request.@Nullable FinalFilter finalFilter) {
    this.plan = plan;
    this.classes = classes;
    this.filter = filter;
    this.finalFilter = finalFilter;
  }

  /**
   * Decides which fields of a class are deferred.
   *
   * @param name a binary name
   * @throws IllegalStateException if there is no such class
   */
  public Decision decide(String name) {
    Request request =
        Request.NONE
            .planned(plan.fieldsOf(name))
            .groups(plan.groupsOf(name))
            .finalFilter(finalFilter)
            .packageMarks(marksOfPackage(name))
            .switchable(true)
            .filter(filter);
    byte[] classFile = classFile(name);
    Decision decision = new ClassRewriter(classFile, request).decision();
    requests.put(name, request.promised(decision.readElsewhere().keySet()));
    decisions.put(name, decision);
    if (!decision.deferred().isEmpty()) {
      defersAny = true;
    }
    supertypes.put(name, above(new ClassReader(classFile)));
    return decision;
  }

  private static List<String> above(ClassReader reader) {
    List<String> above = new ArrayList<>();
    for (String name : reader.getInterfaces()) {
      above.add(name.replace('/', '.'));
    }
    String superClass = reader.getSuperName();
    if (superClass != null) {
      above.add(superClass.replace('/', '.'));
    }
    return above;
  }

  /** Whether any field is deferred by what was decided so far. */
  public boolean defersAny() {
    return defersAny;
  }

  /**
   * Weaves a class.
   *
   * @param name its binary name
   * @param classFile not modified
   * @return the woven class file, or null if it stays as it is
   */
  public byte @Nullable [] weave(String name, byte[] classFile) {
    Request request =
        requests
            .getOrDefault(name, Request.NONE)
            .resolvesReflection(defersAny)
            .closesTell(defersAny);
    DeferredFields elsewhere = this::isDeferred;
    return new ClassRewriter(classFile, request).rewrite(elsewhere);
  }

  /**
   * Weaves a class that other classes may call the accessors of already, so that it can't be left
   * as it was.
   *
   * @throws IllegalStateException if what comes out is not valid: a defect of ours
   */
  public byte @Nullable [] weaveOrFail(String name, byte[] classFile) {
    byte[] woven = weave(name, classFile);
    String problem = woven == null ? null : ClassFileCheck.problem(woven, classFile);
    if (problem != null) {
      throw new IllegalStateException(invalid(name, problem));
    }
    return woven;
  }

  static String invalid(String className, String problem) {
    return className
        + " would become invalid: "
        + problem
        + ". Mark the class @Eager until that is mended, and "
        + About.pleaseReport()
        + '.';
  }

  /** Never that of an interface: its fields are public. */
  private boolean isDeferred(String owner, String field, String descriptor) {
    Decision decision = declaring(owner.replace('/', '.'), field);
    return decision != null && descriptor.equals(decision.readElsewhere().get(field));
  }

  /** Finds the class of the set that declares a field; null if none of it does. */
  private @Nullable Decision declaring(String className, String field) {
    FieldResolution<String> resolution =
        new FieldResolution<>() {
          @Override
          public boolean declares(String type) {
            Decision decision = decisions.get(type);
            return decision != null && decision.declared().contains(field);
          }

          @Override
          public List<String> above(String type) {
            return supertypes.getOrDefault(type, List.of());
          }
        };
    String declaring = resolution.declaring(className);
    return declaring == null ? null : decisions.get(declaring);
  }

  private Marks marksOfPackage(String className) {
    int dot = className.lastIndexOf('.');
    if (dot < 0) {
      return Marks.NONE;
    }
    byte[] packageInfo =
        classes.classFile(className.substring(0, dot).replace('.', '/') + "/package-info");
    return packageInfo == null ? Marks.NONE : Marks.ofPackage(packageInfo);
  }

  private byte[] classFile(String name) {
    byte[] found = classes.classFile(name.replace('.', '/'));
    if (found == null) {
      throw new IllegalStateException("class file of " + name + " is not there any more");
    }
    return found;
  }
}
