package io.lazyloader.agent;

import io.lazyloader.agent.rewrite.BridgedCalls;
import io.lazyloader.agent.rewrite.ClassRewriter;
import io.lazyloader.agent.rewrite.DeferredFields;
import io.lazyloader.agent.rewrite.FieldReference;
import io.lazyloader.agent.rewrite.KeptMembers;
import io.lazyloader.agent.rewrite.Request;
import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.LazyRegions;
import java.lang.instrument.Instrumentation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites one class that a loader is about to define, or that is redefined. Loaded with the first
 * class for which a glance does not tell that it stays as it is. Asks no loader anything. Called on
 * any thread, by many at once.
 */
final class Rewriting {
  private final Instrumentation instrumentation;
  private final Promises promises;
  private final Selection selection;
  private final Findings findings;

  /** Made with the first class that is rewritten: later there may be no room to load its class. */
  final UnseenReaders unseen;

  /** Guarded by this; null until a class of another loader is rewritten. */
  private @Nullable Bridge bridge;

  Rewriting(
      Instrumentation instrumentation, Promises promises, Selection selection, Findings findings) {
    this.instrumentation = instrumentation;
    this.promises = promises;
    this.selection = selection;
    this.findings = findings;
    this.unseen = new UnseenReaders(promises, findings);
  }

  /**
   * Rewrites a class.
   *
   * @param known what the class was before, if it is redefined; null if it is new
   * @param selected whether it declares fields to defer, as far as a glance tells
   * @param reflects whether it may reach fields that it does not name
   * @param reads the fields of others that it does not read as they are; null if there are none
   * @param hiding its fields that hide lazy ones of its supertypes
   * @return null if it stays as it is
   */
  byte @Nullable [] of(
      Definition type,
      @Nullable LoadedClass known,
      boolean selected,
      boolean reflects,
      FieldReads.@Nullable Reads reads,
      Set<String> hiding) {
    DeferredFields others = reads == null ? DeferredFields.NONE : reads;
    byte[] rewritten =
        type.isRedefined()
            ? redefine(type, known, selected, reflects, others)
            : rewrite(type, known, selected, reflects, others, hiding);
    return rewritten == null ? null : reaching(type, rewritten);
  }

  /** Resolves what is pending by a verdict, which rests on code that may be redefined now. */
  static void beforeCodeChanges(Definition type) {
    KeptMembers kept = Redefinitions.membersOf(type.loader(), type.name());
    if (kept == null || !kept.isOriginal(type.classFile())) {
      Redefinitions.resolveJudged();
    }
  }

  /** Whether rewritten code of a loader's classes can reach the run-time library. */
  boolean isReachable(Definition type) {
    return isOwn(type.loader()) || bridge().isThere();
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
    if (isOwn(type.loader())) {
      return rewritten;
    }
    return bridge().isThere() ? BridgedCalls.in(rewritten) : null;
  }

  /** Whether a loader is the agent's own: of no other is it known that it finds the library. */
  static boolean isOwn(ClassLoader loader) {
    return loader == LazyRegions.class.getClassLoader();
  }

  /** Gives a class that is there already the members that it has, and its new code. */
  private byte @Nullable [] redefine(
      Definition type,
      @Nullable LoadedClass known,
      boolean selected,
      boolean reflects,
      DeferredFields reads) {
    KeptMembers kept = Redefinitions.membersOf(type.loader(), type.name());
    if (kept != null) {
      List<FieldReference> asked = known == null ? List.of() : known.asked;
      return kept.in(type.classFile(), reads, reflects, asked);
    }
    // It has the members that its class file had, and its frames may be running.
    if (selected) {
      selection.cameTooEarly(type);
    }
    // A new version may yet read what has become lazy since.
    return reader(type, Set.of(), reflects).rewrite(reads);
  }

  private byte @Nullable [] rewrite(
      Definition type,
      @Nullable LoadedClass known,
      boolean selected,
      boolean reflects,
      DeferredFields reads,
      Set<String> hiding) {
    boolean isLazy = known != null && !known.lazyNames().isEmpty();
    Set<String> promised = known == null ? hiding : known.lazyNames();
    Map<String, String> accessors = Map.of();
    Set<String> judged = Set.of();
    ClassRewriter rewriter;
    byte[] rewritten;
    try {
      if (selected || isLazy) {
        Request request = selection.request(type).promised(known == null ? null : promised);
        rewriter = new ClassRewriter(type.classFile(), request);
        if (known == null) {
          Map<String, String> wanted = rewriter.decision().readElsewhere();
          accessors = promises.allow(type, wanted);
          rewriter = allowing(rewriter, request, wanted, accessors, hiding);
        }
        findings.decided(rewriter.decision());
        judged = rewriter.decision().judged();
      } else {
        rewriter = reader(type, hiding, reflects);
      }
      rewritten = rewriter.rewrite(reads);
    } catch (RuntimeException | Error e) {
      if (!isLazy && reads == DeferredFields.NONE) {
        throw e;
      }
      // Others call its accessors, or it calls theirs: without all else, but not without those.
      findings.failed(type.name(), e);
      accessors = Map.of();
      rewriter = reader(type, promised, false);
      rewritten = rewriter.rewrite(reads);
    }
    if (rewritten != null && rewriter.addsMembers()) {
      Redefinitions.loaded(type.loader(), type.name(), type.classFile(), rewritten, judged);
    }
    if (known == null) {
      promises.defined(
          type.loader(),
          rewritten == null
              ? new LoadedClass(type.name(), type.pool())
              : new LoadedClass(type.name(), type.pool(), accessors, rewriter.asked()));
    }
    return rewritten;
  }

  /** Decides once more if not all may be lazy that was wanted, or if other accessors are needed. */
  private static ClassRewriter allowing(
      ClassRewriter rewriter,
      Request request,
      Map<String, String> wanted,
      Map<String, String> allowed,
      Set<String> hiding) {
    if (allowed.equals(wanted) && hiding.isEmpty()) {
      return rewriter;
    }
    Set<String> refused = new HashSet<>(wanted.keySet());
    refused.removeAll(allowed.keySet());
    Set<String> accessors = new HashSet<>(hiding);
    accessors.addAll(allowed.keySet());
    return rewriter.asked(
        request.filter(Selection.but(refused, request.filter())).promised(accessors));
  }

  /** Makes a rewriter that defers nothing: reads go through accessors, and some are promised. */
  private static ClassRewriter reader(
      Definition type, Set<String> promised, boolean resolvesReflection) {
    Request request =
        Request.NONE
            .isLoaded(type.isRedefined())
            .resolvesReflection(resolvesReflection)
            .promised(promised)
            .filter(Selection.nothing());
    return new ClassRewriter(type.classFile(), request);
  }
}
