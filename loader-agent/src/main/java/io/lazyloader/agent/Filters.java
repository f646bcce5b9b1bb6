package io.lazyloader.agent;

import io.lazyloader.LazyFilter;
import io.lazyloader.agent.rewrite.Request;
import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.RegionFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The user's filters. They are code of the program, so none is asked while a class is transformed:
 * what is known of the fields then is kept until the class is initialised. The thread that does
 * that asks, and runs what a filter keeps eager where it always stood.
 *
 * <p>Filters are made before there is a transformer: what they need for that is loaded as it is.
 *
 * <p>Loaded only if there is a filter.
 */
final class Filters implements RegionFilter {
  private final List<LazyFilter> filters;
  private final Findings findings;

  /** By loader and class, the fields to ask about when the class is initialised. */
  private final PerLoader<ConcurrentHashMap<String, Map<String, Request.Candidate>>> questions =
      new PerLoader<>();

  private Filters(List<LazyFilter> filters, Findings findings) {
    this.filters = filters;
    this.findings = findings;
  }

  /**
   * Makes the filters on the class path, and the one that an option names.
   *
   * @return null if that can't be done, which is said: without a filter, too much would be deferred
   */
  static @Nullable Filters load(@Nullable String named, Findings findings) {
    List<LazyFilter> filters = new ArrayList<>();
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    try {
      for (LazyFilter provided : ServiceLoader.load(LazyFilter.class, loader)) {
        filters.add(provided);
      }
      if (named != null) {
        filters.add(
            Class.forName(named, true, loader)
                .asSubclass(LazyFilter.class)
                .getConstructor()
                .newInstance());
      }
    } catch (ClassNotFoundException e) {
      Console.say("filter " + named + " is not on the class path. Running eagerly.");
      return null;
    } catch (ClassCastException e) {
      Console.say(
          "filter " + named + " does not implement io.lazyloader.LazyFilter. Running eagerly.");
      return null;
    } catch (ServiceConfigurationError e) {
      Console.say("a filter on the class path can't be made: " + e + ". Running eagerly.");
      return null;
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      Console.say(
          "filter "
              + named
              + " can't be made: "
              + e
              + ". It needs to be public, with a public constructor without parameters. Running"
              + " eagerly.");
      return null;
    }
    Filters made = new Filters(filters, findings);
    DeferredClasses.filterBy(made);
    return made;
  }

  /** Takes down what is to be asked about the fields of a class that is being transformed. */
  Request.FinalFilter about(Definition type) {
    ConcurrentHashMap<String, Map<String, Request.Candidate>> known = questions.get(type.loader());
    if (known == null) {
      known = questions.putIfAbsent(type.loader(), new ConcurrentHashMap<>());
    }
    Map<String, Request.Candidate> ofClass = new ConcurrentHashMap<>();
    known.put(type.name().replace('/', '.'), ofClass);
    return new Request.FinalFilter() {
      @Override
      public @Nullable String obstacle(Request.Candidate candidate) {
        ofClass.put(candidate.field(), candidate);
        return null;
      }
    };
  }

  @Override
  public boolean keepsEager(Class<?> declaring, String field) {
    ClassLoader loader = declaring.getClassLoader();
    ConcurrentHashMap<String, Map<String, Request.Candidate>> known =
        loader == null ? null : questions.get(loader);
    Map<String, Request.Candidate> ofClass = known == null ? null : known.get(declaring.getName());
    Request.Candidate candidate = ofClass == null ? null : ofClass.remove(field);
    if (candidate == null) {
      // Of a class that was woven at build time: there its build's filters had their say.
      return false;
    }
    String reason = reason(candidate);
    if (reason != null) {
      findings.keptByFilter(candidate.className(), field, candidate.isNamed(), reason);
    }
    return reason != null;
  }

  /** Asks the filters about a field; the first reason is the answer. */
  private @Nullable String reason(Request.Candidate candidate) {
    LazyFilter.Candidate question = question(candidate);
    for (LazyFilter filter : filters) {
      try {
        String reason = filter.whyEager(question);
        if (reason != null) {
          return "it is kept by a filter: " + reason;
        }
      } catch (Throwable e) {
        // Whatever it is, the class must be initialised.
        findings.filterFailed(filter.getClass().getName(), question.name(), String.valueOf(e));
        return "a filter failed";
      }
    }
    return null;
  }

  private static LazyFilter.Candidate question(Request.Candidate candidate) {
    String kind = candidate.verdict();
    return new LazyFilter.Candidate(
        candidate.className(),
        candidate.field(),
        candidate.type(),
        candidate.uses(),
        candidate.group(),
        kind == null
            ? null
            : new LazyFilter.Verdict(LazyFilter.Kind.valueOf(kind), candidate.reason()));
  }
}
