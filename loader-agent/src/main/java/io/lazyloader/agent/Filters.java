package io.lazyloader.agent;

import io.lazyloader.LazyFilter;
import io.lazyloader.agent.rewrite.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The user's filters. They are code of the program that runs while classes are loaded: so they are
 * made before there is a transformer, and what they load while they are asked stays eager without a
 * question. Nothing is locked while one runs. Loaded only if there is a filter.
 */
final class Filters {
  /** The class that the calling thread asks about. */
  private static final ThreadLocal<@Nullable Question> asked = new ThreadLocal<>();

  private final List<LazyFilter> filters;
  private final Findings findings;

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
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      Console.say(
          "filter "
              + named
              + " can't be made: "
              + e
              + ". It needs to be public, with a public constructor without parameters. Running"
              + " eagerly.");
      return null;
    }
    return new Filters(filters, findings);
  }

  /** Makes what is asked about the fields of one class: once for each, however often decided. */
  Request.LastWord about(ClassLoader loader, String name) {
    return new Question(loader, name);
  }

  /** Whether the calling thread runs a filter that is to decide about a class. */
  boolean areAskedAbout(ClassLoader loader, String name) {
    Question current = asked.get();
    return current != null && current.loader == loader && current.name.equals(name);
  }

  private final class Question implements Request.LastWord {
    private final ClassLoader loader;
    private final String name;
    private final Map<String, @Nullable String> answers = new HashMap<>();

    Question(ClassLoader loader, String name) {
      this.loader = loader;
      this.name = name;
    }

    @Override
    public @Nullable String veto(Request.Candidate candidate) {
      if (answers.containsKey(candidate.field())) {
        return answers.get(candidate.field());
      }
      String answer = ask(candidate);
      answers.put(candidate.field(), answer);
      if (answer != null) {
        findings.keptEager(candidate.className() + '#' + candidate.field(), answer);
      }
      return answer;
    }

    private @Nullable String ask(Request.Candidate candidate) {
      Question outer = asked.get();
      if (outer != null) {
        return "a filter loads it to decide about " + outer.name.replace('/', '.');
      }
      asked.set(this);
      try {
        LazyFilter.Candidate question = question(candidate);
        for (LazyFilter filter : filters) {
          String reason = answer(filter, question);
          if (reason != null) {
            return reason;
          }
        }
        return null;
      } finally {
        asked.remove();
      }
    }

    private @Nullable String answer(LazyFilter filter, LazyFilter.Candidate question) {
      try {
        String reason = filter.whyEager(question);
        return reason == null ? null : "it is kept by a filter: " + reason;
      } catch (Throwable e) {
        // Whatever it is, the class must be loaded.
        findings.filterFailed(filter.getClass().getName(), question.name(), e);
        return "a filter failed";
      }
    }
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
