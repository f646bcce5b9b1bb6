package io.lazyloader.agent.record;

import io.lazyloader.agent.about.About;
import io.lazyloader.agent.rewrite.ClassFileCheck;
import io.lazyloader.runtime.AllocationMeter;
import java.lang.StackWalker.StackFrame;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives classes their probes as the JVM loads them, and takes what the probes tell. Called on any
 * thread, by many at once. Whatever goes wrong, the program runs as it would.
 */
final class Recorder implements ClassFileTransformer, Probes.Listener {
  private static final StackWalker STACK = StackWalker.getInstance();

  private final Catalogue catalogue = new Catalogue();
  private final Scope scope;
  private final Consumer<String> console;
  private final List<Activity> activities = new ArrayList<>();
  private final ThreadLocal<Activity> activity;
  private final Activity main;
  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicInteger ownClasses = new AtomicInteger();

  private Recorder(Scope scope, AllocationMeter meter, Consumer<String> console) {
    this.scope = scope;
    this.console = console;
    activity =
        ThreadLocal.withInitial(
            () -> {
              Activity started = new Activity(meter);
              synchronized (activities) {
                activities.add(started);
              }
              return started;
            });
    main = activity.get();
  }

  /** Makes the recorder of this JVM; on the thread that will run {@code main}. */
  static Recorder start(Scope scope, AllocationMeter meter, Consumer<String> console) {
    Recorder recorder = new Recorder(scope, meter, console);
    recorder.rehearse();
    Probes.tell(recorder);
    return recorder;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** Nanoseconds that recording took on all threads. */
  long ownNanos() {
    synchronized (activities) {
      return activities.stream().mapToLong(Activity::ownNanos).sum();
    }
  }

  /** Bytes that recording allocated on all threads. */
  long ownBytes() {
    synchronized (activities) {
      return activities.stream().mapToLong(Activity::ownBytes).sum();
    }
  }

  /** Nanoseconds that recording took on the thread that runs {@code main}. */
  long ownNanosOfMain() {
    return main.ownNanos();
  }

  /** How many classes were loaded, ours and the JDK's included. */
  int loads() {
    return loads.get();
  }

  /** How many classes were loaded for the recorder. */
  int ownClasses() {
    return ownClasses.get();
  }

  /** Loads what the first class of the program would otherwise have to wait for. */
  private void rehearse() {
    main.spent(System.nanoTime());
    trigger();
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (redefined != null) {
      return null;
    }
    long entered = System.nanoTime();
    Activity own = activity.get();
    loads.incrementAndGet();
    if (own.isLoading()) {
      ownClasses.incrementAndGet();
      return null;
    }
    own.countLoaded();
    String failed = own.takeFailed();
    if (failed != null) {
      catalogue.notRecorded(failed, "the stack was full when it was loaded");
    }
    if (loader == null
        || name == null
        || UseProbes.isOfJdk(name)
        || !scope.includes(loader, name)) {
      own.spent(entered);
      return null;
    }
    String probes = scope.probes(loader);
    if (probes == null) {
      catalogue.notRecorded(name, "code of its loader can't reach the recorder");
      return null;
    }
    return inserted(own, name, classFile, probes);
  }

  private byte @Nullable [] inserted(Activity own, String name, byte[] classFile, String probes) {
    long entered = System.nanoTime();
    long enteredBytes = own.allocatedBytes();
    own.beginLoading();
    try {
      byte[] probed = checked(name, ProbeInserter.insert(classFile, catalogue), classFile);
      return probed == null || probes.equals(UseProbes.PROBES)
          ? probed
          : StandInProbes.in(probed, probes);
    } catch (StackOverflowError e) {
      // There may be no room to say so either.
      own.failed(name);
      return null;
    } catch (Throwable e) {
      // Not only exceptions: a linkage error here must not reach the program.
      catalogue.notRecorded(name, e.toString());
      return null;
    } finally {
      own.endLoading(entered, enteredBytes);
    }
  }

  /** A class must not become invalid by being recorded: rather it is not. */
  private byte @Nullable [] checked(String name, byte @Nullable [] probed, byte[] classFile) {
    String problem = probed == null ? null : ClassFileCheck.problemOfInitialiser(probed, classFile);
    if (problem == null) {
      return probed;
    }
    catalogue.notRecorded(name, "its probes would make it invalid: " + problem);
    console.accept(
        name.replace('/', '.')
            + " is not recorded: its probes would make it invalid: "
            + problem
            + ". It runs as it is; "
            + About.pleaseReport()
            + '.');
    return null;
  }

  @Override
  public void begin(int number) {
    long entered = System.nanoTime();
    Activity own = activity.get();
    InitialiserRun parent = own.innermost();
    Node node = catalogue.node(number);
    if (parent != null && parent.node == node && node.region != null) {
      return;
    }
    long enteredBytes = own.allocatedBytes();
    String trigger = node.region == null ? trigger() : "";
    InitialiserRun run =
        new InitialiserRun(node, parent, own, Thread.currentThread().getName(), trigger);
    own.begin(run, entered, enteredBytes);
    node.add(run);
    Probes.started(number);
  }

  @Override
  public void end(int number, boolean failed) {
    long entered = System.nanoTime();
    Activity own = activity.get();
    own.end(number, failed, entered, own.allocatedBytes());
    own.spent(entered);
  }

  @Override
  public void use(int number) {
    long entered = System.nanoTime();
    Activity own = activity.get();
    long enteredBytes = own.allocatedBytes();
    InitialiserRun run = own.innermost();
    Node user = run == null ? null : run.node;
    UseSite site = catalogue.site(number);
    site.target().usedBy(user, site);
    ReadField field = site.field();
    boolean isTold =
        field == null
            || (user != null && user.computes(site.target().name, field.name))
            || field.read(user, site, entered, own.ownNanos());
    if (isTold) {
      Probes.hasTold(number, user == null ? Probes.NOBODY : user.number);
    }
    own.spent(entered, enteredBytes);
  }

  /**
   * The code that made the JVM run a {@code <clinit>}: the nearest below it that is not the JDK's.
   */
  private static String trigger() {
    return STACK.walk(Recorder::trigger);
  }

  private static String trigger(Stream<StackFrame> frames) {
    boolean isBelowInitialiser = false;
    for (Iterator<StackFrame> rest = frames.iterator(); rest.hasNext(); ) {
      StackFrame frame = rest.next();
      if (!isBelowInitialiser) {
        isBelowInitialiser = frame.getMethodName().equals("<clinit>");
      } else if (!UseProbes.isOfJdk(frame.getClassName().replace('.', '/'))) {
        String file = frame.getFileName();
        return CodePlace.shown(
            frame.getClassName() + '.' + frame.getMethodName(),
            file == null ? "" : file,
            frame.getLineNumber());
      }
    }
    return "the JVM";
  }
}
