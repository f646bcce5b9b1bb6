package io.lazyloader.agent;

import io.lazyloader.LazyFilter;
import io.lazyloader.agent.rewrite.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The user's filters. They are code of the program that runs while classes are loaded, so:
 *
 * <ul>
 *   <li>They are made before there is a transformer: what they need for that is loaded as it is.
 *   <li>They are asked on a thread of their own. On the one that loads the class, the JVM would
 *       load further classes without showing them to us, and those would read pending fields as
 *       they are. What a filter makes load there stays eager without a question.
 *   <li>The thread that loads the class waits for a second at most: a filter that needs a class
 *       which just that thread loads or initialises would never come back.
 * </ul>
 *
 * <p>Loaded only if there is a filter.
 */
final class Filters implements ThreadFactory {
  private static final String FAILED = "a filter failed";
  private static final long PATIENCE_NANOS = 1_000_000_000;

  /** The class that a filter decides about on the calling thread. */
  private static final ThreadLocal<@Nullable String> decidesAbout = new ThreadLocal<>();

  private final List<LazyFilter> filters;
  private final Findings findings;
  private final ExecutorService threads = Executors.newCachedThreadPool(this);

  private Filters(List<LazyFilter> filters, Findings findings) {
    this.filters = filters;
    this.findings = findings;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(null, task, "lazyloader-filter", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    return thread;
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
    return new Filters(filters, findings);
  }

  /** Makes what is asked about the fields of one class: once for each, however often decided. */
  Request.LastWord about(String internalName) {
    return new ClassQuestions(internalName.replace('/', '.'));
  }

  private final class ClassQuestions implements Request.LastWord {
    private final String className;
    private final Map<String, @Nullable String> answers = new HashMap<>();
    private boolean isStuck;

    ClassQuestions(String className) {
      this.className = className;
    }

    @Override
    public @Nullable String veto(Request.Candidate candidate) {
      if (answers.containsKey(candidate.field())) {
        return answers.get(candidate.field());
      }
      String answer = ask(candidate);
      answers.put(candidate.field(), answer);
      if (answer != null) {
        findings.keptEager(className + '#' + candidate.field(), answer);
      }
      return answer;
    }

    private @Nullable String ask(Request.Candidate candidate) {
      String outer = decidesAbout.get();
      if (outer != null) {
        return "a filter makes it load while it decides about " + outer;
      }
      if (isStuck) {
        return FAILED;
      }
      Question question = new Question(question(candidate));
      try {
        return await(threads.submit(question));
      } catch (TimeoutException e) {
        isStuck = true;
        question.failed("no answer in a second; it may wait for a class that waits for it");
      } catch (ExecutionException e) {
        question.failed(String.valueOf(e.getCause()));
      }
      return FAILED;
    }

    private static @Nullable String await(Future<@Nullable String> answer)
        throws ExecutionException, TimeoutException {
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** Asks the filters about a field; the first reason is the answer. */
  private final class Question implements Callable<@Nullable String> {
    private final LazyFilter.Candidate candidate;
    private volatile @Nullable LazyFilter asked;

    Question(LazyFilter.Candidate candidate) {
      this.candidate = candidate;
    }

    @Override
    public @Nullable String call() {
      decidesAbout.set(candidate.className());
      try {
        for (LazyFilter filter : filters) {
          asked = filter;
          String reason = filter.whyEager(candidate);
          if (reason != null) {
            return "it is kept by a filter: " + reason;
          }
        }
        return null;
      } finally {
        decidesAbout.remove();
      }
    }

    void failed(String how) {
      LazyFilter filter = asked;
      findings.filterFailed(
          filter == null ? "" : filter.getClass().getName(), candidate.name(), how);
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
