package io.lazyloader.agent;

import io.lazyloader.agent.cache.Rewritten;
import io.lazyloader.agent.rewrite.BridgedCalls;
import io.lazyloader.agent.rewrite.Decision;
import io.lazyloader.agent.rewrite.FieldReference;
import io.lazyloader.agent.rewrite.KeptMembers;
import io.lazyloader.runtime.DeferredClasses;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites one class that a loader is about to define, or that is redefined. Loaded with the first
 * class for which a glance does not tell that it stays as it is. Asks no loader anything. Called on
 * any thread, by many at once.
 */
final class Rewriting {
  private final Instrumentation instrumentation;
  private final @Nullable Notebook notebook;
  private final Promises promises;
  private final Selection selection;
  private final Findings findings;

  /** Made with the first class that is rewritten: later there may be no room to load its class. */
  final UnseenReaders unseen;

  /** Guarded by this; null until a class of another loader is rewritten. */
  private @Nullable Bridge bridge;

  /**
   * Makes one for a JVM.
   *
   * @param notebook keeps what classes become; null if nobody learns
   */
  Rewriting(
      Instrumentation instrumentation,
      @Nullable Notebook notebook,
      Promises promises,
      Selection selection,
      Findings findings) {
    this.instrumentation = instrumentation;
    this.notebook = notebook;
    this.promises = promises;
    this.selection = selection;
    this.findings = findings;
    this.unseen = new UnseenReaders(promises, findings);
  }

  /**
   * Rewrites a class.
   *
   * @param known what the class was before, if it is redefined; null if it is new
   * @param look what a glance at it tells
   * @param question as {@link Learnt#question} says; 0 if nobody asks for it again
   * @return null if it stays as it is
   */
  byte @Nullable [] of(Definition type, @Nullable LoadedClass known, Look look, long question) {
    if (type.isRedefined()) {
      byte[] redefined = redefine(type, known, look);
      return redefined == null ? null : reaching(type, redefined);
    }
    FirstDefinition definition = new FirstDefinition(promises, selection, type, known);
    try {
      definition.rewrite(look);
    } catch (RuntimeException | Error e) {
      if ((known == null || known.lazyNames().isEmpty()) && look.reads() == null) {
        throw e;
      }
      // Others call its accessors, or it calls theirs: without all else, but not without those.
      findings.failed(type.name(), e);
      definition.rewriteWithoutFields(look);
      question = 0;
    }
    Decision decision = definition.decision();
    if (decision != null) {
      findings.decided(decision);
    }
    Rewritten result = definition.result();
    Notebook notes = question != 0 && definition.isUnremarkable() ? notebook : null;
    if (result == null) {
      if (notes != null) {
        notes.remember(question, Rewritten.NOT);
      }
      return null;
    }
    if (result.addsMembers()) {
      Redefinitions.loaded(
          type.loader(), type.name(), type.classFile(), result.classFile(), result.judged());
    }
    byte[] reaching = reaching(type, result.classFile());
    if (notes != null && reaching != null) {
      notes.remember(question, result.with(reaching));
    }
    return reaching;
  }

  /** Notes that a class becomes what it became in an earlier start. */
  void again(ClassLoader loader, String name, byte[] classFile, Rewritten answer) {
    findings.decidedBefore(name);
    if (answer.addsMembers()) {
      Redefinitions.loaded(loader, name, classFile, answer.classFile(), answer.judged());
    }
  }

  /** Resolves what is pending by a verdict, which rests on code that may be redefined now. */
  static void beforeCodeChanges(Definition type) {
    KeptMembers kept = Redefinitions.membersOf(type.loader(), type.name());
    if (kept == null || !kept.isOriginal(type.classFile())) {
      Redefinitions.resolveJudged();
    }
  }

  /** Whether rewritten code of a loader's classes can reach the run-time library. */
  boolean isReachable(ClassLoader loader) {
    return LoaderKinds.isOwn(loader) || bridge().isThere();
  }

  private synchronized Bridge bridge() {
    Bridge known = bridge;
    if (known == null) {
      known = new Bridge(instrumentation);
      bridge = known;
      DeferredClasses.atFirstClosable(new CloseWatch(instrumentation, known));
    }
    return known;
  }

  /** Has code reach the run-time library whatever its loader sees; returns null if it can't. */
  byte @Nullable [] reaching(Definition type, byte[] rewritten) {
    if (LoaderKinds.isOwn(type.loader())) {
      return rewritten;
    }
    return bridge().isThere() ? BridgedCalls.in(rewritten) : null;
  }

  /** Gives a class that is there already the members that it has, and its new code. */
  private byte @Nullable [] redefine(Definition type, @Nullable LoadedClass known, Look look) {
    KeptMembers kept = Redefinitions.membersOf(type.loader(), type.name());
    if (kept != null) {
      List<FieldReference> asked = known == null ? List.of() : known.asked;
      return kept.in(type.classFile(), look.others(), look.reflects(), asked);
    }
    // It has the members that its class file had, and its frames may be running.
    if (look.selected()) {
      selection.cameTooEarly(type);
    }
    // A new version may yet read what has become lazy since.
    return FirstDefinition.reader(type, Set.of(), look.reflects()).rewrite(look.others());
  }
}
