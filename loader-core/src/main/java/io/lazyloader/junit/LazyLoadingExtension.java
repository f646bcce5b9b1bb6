package io.lazyloader.junit;

import static org.junit.jupiter.api.Assertions.fail;

import io.lazyloader.LazyLoader;
import io.lazyloader.junit.LazyLoading.Otherwise;
import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.ResolutionListener;
import io.lazyloader.runtime.Startup;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What {@link LazyLoading} does. Made by Jupiter; holds no state of a test. */
final class LazyLoadingExtension
    implements ExecutionCondition, BeforeEachCallback, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(LazyLoadingExtension.class);

  LazyLoadingExtension() {}

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    ResolutionSites.record();
    LazyLoading wanted = annotation(context);
    String problem = wanted == null ? null : problem(wanted);
    return wanted != null && problem != null && wanted.otherwise() == Otherwise.SKIP
        ? ConditionEvaluationResult.disabled(problem)
        : ConditionEvaluationResult.enabled("the mode is right, or the test will say so");
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    LazyLoading wanted = annotation(context);
    String problem = wanted == null ? null : problem(wanted);
    if (problem != null) {
      fail(problem);
    }
    context.getStore(NAMESPACE).put(ResolutionListener.class, DeferredClasses.listeners());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<?> before = context.getStore(NAMESPACE).get(ResolutionListener.class, List.class);
    // Beside others, nobody can tell who has registered what.
    if (before == null || runsBesideOthers(context)) {
      return;
    }
    for (ResolutionListener listener : new ArrayList<>(DeferredClasses.listeners())) {
      if (!before.contains(listener)) {
        DeferredClasses.removeListener(listener);
      }
    }
  }

  private static boolean runsBesideOthers(ExtensionContext context) {
    for (Optional<ExtensionContext> next = Optional.of(context);
        next.isPresent();
        next = next.get().getParent()) {
      if (next.get().getExecutionMode() != ExecutionMode.SAME_THREAD) {
        return true;
      }
    }
    return false;
  }

  /** The nearest annotation: that of the method, of its class, or of a class around that. */
  private static @Nullable LazyLoading annotation(ExtensionContext context) {
    for (Optional<ExtensionContext> next = Optional.of(context);
        next.isPresent();
        next = next.get().getParent()) {
      AnnotatedElement element = next.get().getElement().orElse(null);
      LazyLoading found = element == null ? null : element.getAnnotation(LazyLoading.class);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable String problem(LazyLoading wanted) {
    LazyLoader.Mode mode = LazyLoader.mode();
    boolean hasAgent = Startup.premainNanos() != 0;
    boolean needsAgent = wanted.mode() != LazyLoader.Mode.NONE && !wanted.woven();
    if (mode == wanted.mode() && (hasAgent || !needsAgent)) {
      return null;
    }
    String option = wanted.mode().name().toLowerCase(Locale.ROOT);
    return "This test needs a JVM in mode "
        + option
        + ", but this one runs "
        + (hasAgent
            ? "in mode " + mode.name().toLowerCase(Locale.ROOT)
            : "without the Lazyloader agent")
        + ". The mode is fixed when a JVM starts: start it with "
        + (needsAgent
            ? "-javaagent:loader-agent.jar=mode=" + option
            : "-Dlazyloader.mode=" + option)
        + ", with Maven in the argLine of Surefire.";
  }
}
