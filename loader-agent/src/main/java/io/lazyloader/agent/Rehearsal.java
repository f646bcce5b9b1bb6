package io.lazyloader.agent;

import io.lazyloader.agent.cache.CacheFile;
import io.lazyloader.agent.cache.KnownClass;
import io.lazyloader.agent.cache.Rewritten;
import io.lazyloader.agent.rewrite.BridgedCalls;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all classes that are known in the order in which they came, as the next start will,
 * with what it will know; nothing of this start is changed by it.
 */
final class Rehearsal {
  private final Notebook notebook;
  private final List<KnownClass> classes;
  private final Learnt learnt;
  private final Selection selection;
  private final Promises promises;
  private final Set<Long> questions = new HashSet<>();
  private Map<Long, Rewritten> answers = new HashMap<>();
  private int at;

  /**
   * Begins before the first class.
   *
   * @param classes all that are known
   * @param file what the next start will know
   */
  Rehearsal(Selection now, Notebook notebook, Collection<KnownClass> classes, CacheFile file) {
    this.notebook = notebook;
    this.classes = List.copyOf(classes);
    this.learnt = new Learnt(file, now.systemClasses());
    learnt.open();
    this.selection = now.knowing(learnt);
    this.promises = new Promises(selection);
    promises.open();
  }

  /** Whether there is a class left. */
  boolean isNext() {
    return at < classes.size();
  }

  /** Goes through one class. */
  void next() {
    KnownClass known = classes.get(at++);
    Definition type = learnt.staysAsItIs(known.key()) ? null : notebook.definition(known);
    if (type == null || promises.defined(type.loader(), type.name()) != null) {
      return;
    }
    Look look = Look.at(type, selection, promises, null, false);
    if (!look.isAny()) {
      promises.defined(type.loader(), new LoadedClass(type.name(), type.pool()));
      return;
    }
    long question = look.question(type, learnt);
    questions.add(question);
    Rewritten before = learnt.rewritten(question);
    if (before != null && promises.becomes(type, before)) {
      return;
    }
    Rewritten result = rewritten(type, look);
    if (result != null) {
      answers.put(question, result);
    }
  }

  private @Nullable Rewritten rewritten(Definition type, Look look) {
    FirstDefinition definition = new FirstDefinition(promises, selection, type, null);
    try {
      definition.rewrite(look);
    } catch (RuntimeException e) {
      // It will be told, and dealt with, when it happens.
      return null;
    }
    if (!definition.isUnremarkable()) {
      return null;
    }
    Rewritten result = definition.result();
    if (result == null) {
      return Rewritten.NOT;
    }
    return LoaderKinds.isOwn(type.loader())
        ? result
        : result.with(BridgedCalls.in(result.classFile()));
  }

  /** Takes what was found out since the last time. */
  Map<Long, Rewritten> take() {
    Map<Long, Rewritten> taken = answers;
    answers = new HashMap<>();
    return taken;
  }

  /** All questions that came up. */
  Set<Long> questions() {
    return questions;
  }

  /** Hashes of the fields that classes must not read as they are. */
  long[] lazy() {
    return promises.lazy();
  }
}
