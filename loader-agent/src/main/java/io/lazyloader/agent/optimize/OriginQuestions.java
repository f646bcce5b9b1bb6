package io.lazyloader.agent.optimize;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import io.lazyloader.agent.bench.OneRun;
import io.lazyloader.agent.bench.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches one run of a program for whether it asks where its classes come from: a program that is
 * told another jar than before might do something else. The questions are methods of the JDK, on
 * which a debugger ({@code jdk.jdi}) sets breakpoints; so nothing in the program is changed, and
 * calls by reflection are seen, too. What only reads the bytes of a class file is no such question.
 */
final class OriginQuestions {
  /** A method of the JDK that tells a place, and the arguments that make it a question. */
  private record Question(String type, String method, String what) {
    /** Whether a call with that first argument is one. */
    boolean isAsked(String argument) {
      return switch (method) {
        case "getResource" -> argument.endsWith(".class");
        case "getResources" -> argument.endsWith(".class") || argument.equals(MANIFEST);
        default -> true;
      };
    }
  }

  private static final int MANY_PROPERTIES = 20;

  /** So many frames are asked for at first. */
  private static final int NEAR = 8;

  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String CLASS_PATH = "java.class.path";

  private static final List<Question> QUESTIONS =
      List.of(
          new Question("java.security.CodeSource", "getLocation", "the code source of a class"),
          new Question("java.lang.ClassLoader", "getResource", "the place of a class file"),
          new Question(
              "java.lang.ClassLoader", "getResources", "the places of class files or manifests"),
          new Question("java.lang.System", "getProperty", "the property " + CLASS_PATH));

  private static final Set<String> PLATFORM = Set.of("java", "javax", "jdk", "sun", "com.sun");

  private final Set<String> asked = Collections.synchronizedSet(new TreeSet<>());

  /** Which properties each place has asked for. */
  private final Map<String, Set<String>> properties = new ConcurrentHashMap<>();

  private volatile String problem = "";

  private OriginQuestions() {}

  /**
   * What was asked.
   *
   * @param questions sentences that say what was asked and by whom; empty if nothing was
   * @param problem why that is not known; empty if it is
   */
  record Answer(List<String> questions, String problem) {}

  /**
   * Runs the program once.
   *
   * @param words what {@code java} gets to run it
   */
  static Answer watch(TargetJdk jdk, List<String> words, Target target)
      throws IOException, InterruptedException {
    try {
      return new OriginQuestions().run(jdk, words, target);
    } catch (NoClassDefFoundError e) {
      return new Answer(List.of(), "this JDK has no module jdk.jdi");
    } catch (IllegalConnectorArgumentsException e) {
      throw new IllegalStateException(e);
    }
  }

  private Answer run(TargetJdk jdk, List<String> words, Target target)
      throws IOException, InterruptedException, IllegalConnectorArgumentsException {
    ListeningConnector connector = connector();
    if (connector == null) {
      return new Answer(List.of(), "this JDK can't debug by a socket");
    }
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    set(arguments, "localAddress", "127.0.0.1");
    set(arguments, "port", "0");
    set(arguments, "timeout", Long.toString(target.timeout().toMillis()));
    String address = connector.startListening(arguments);
    String port = address.substring(address.lastIndexOf(':') + 1);
    Thread watcher = new Thread(() -> serve(connector, arguments), "lazyloader-origins");
    watcher.setDaemon(true);
    watcher.start();
    try {
      List<String> command = new ArrayList<>(List.of(jdk.java()));
      command.add(
          "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=127.0.0.1:" + port);
      command.addAll(words);
      OneRun.of("the run that is watched", command, target);
    } finally {
      connector.stopListening(arguments);
    }
    watcher.join(target.timeout().toMillis());
    addProperties();
    return new Answer(List.copyOf(asked), problem);
  }

  /** A place that asks for one property after the other copies them all, and means none. */
  private void addProperties() {
    properties.forEach(
        (place, keys) -> {
          if (keys.contains(CLASS_PATH) && keys.size() < MANY_PROPERTIES) {
            asked.add(place + " asks for the property " + CLASS_PATH + '.');
          }
        });
  }

  private static void set(Map<String, Connector.Argument> arguments, String key, String value) {
    Connector.Argument argument = arguments.get(key);
    if (argument != null) {
      argument.setValue(value);
    }
  }

  private static @Nullable ListeningConnector connector() {
    for (ListeningConnector connector : Bootstrap.virtualMachineManager().listeningConnectors()) {
      if (connector.name().equals("com.sun.jdi.SocketListen")) {
        return connector;
      }
    }
    return null;
  }

  private void serve(ListeningConnector connector, Map<String, Connector.Argument> arguments) {
    VirtualMachine vm;
    try {
      vm = connector.accept(arguments);
    } catch (IOException | IllegalConnectorArgumentsException e) {
      // The program could not be started; its run tells.
      return;
    }
    try {
      watch(vm);
    } catch (VMDisconnectedException e) {
      // The program has ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | IncompatibleThreadStateException e) {
      problem = "the debugger failed (" + e + ")";
      // Whatever is wrong, the program goes on.
      vm.dispose();
    }
  }

  private void watch(VirtualMachine vm)
      throws InterruptedException, IncompatibleThreadStateException {
    for (Question question : QUESTIONS) {
      List<ReferenceType> loaded = vm.classesByName(question.type);
      if (loaded.isEmpty()) {
        ClassPrepareRequest later = vm.eventRequestManager().createClassPrepareRequest();
        later.addClassFilter(question.type);
        later.enable();
      } else {
        setBreakpoints(vm, loaded.get(0), question);
      }
    }
    // The first event is the start of the JVM, which waits; resumed twice, it would run on from the
    // first breakpoint before that is looked at.
    while (true) {
      EventSet events = vm.eventQueue().remove();
      for (Event event : events) {
        if (event instanceof ClassPrepareEvent prepared) {
          for (Question question : QUESTIONS) {
            setBreakpoints(vm, prepared.referenceType(), question);
          }
        } else if (event instanceof BreakpointEvent hit) {
          look(hit);
        }
      }
      events.resume();
    }
  }

  private static void setBreakpoints(VirtualMachine vm, ReferenceType type, Question question) {
    for (Method method : type.methodsByName(question.method)) {
      if (question.type.equals(type.name()) && method.location() != null) {
        BreakpointRequest request =
            vm.eventRequestManager().createBreakpointRequest(method.location());
        request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        request.enable();
      }
    }
  }

  private void look(BreakpointEvent hit) throws IncompatibleThreadStateException {
    Method method = hit.location().method();
    for (Question question : QUESTIONS) {
      if (question.method.equals(method.name())
          && question.type.equals(method.declaringType().name())) {
        look(question, hit.thread());
      }
    }
  }

  /**
   * Each question to the JVM takes its time, and most are answered by who called: when a class is
   * defined, the JDK itself asks for its place; and most who ask are near.
   */
  private void look(Question question, ThreadReference thread)
      throws IncompatibleThreadStateException {
    List<StackFrame> called;
    try {
      called = thread.frames(0, 2);
    } catch (IndexOutOfBoundsException e) {
      // Native code asks: that of the JVM, or of the JDK.
      return;
    }
    if (isDefinition(called.get(1))) {
      return;
    }
    List<Value> arguments = called.get(0).getArgumentValues();
    String first =
        !arguments.isEmpty() && arguments.get(0) instanceof StringReference text
            ? text.value()
            : "";
    if (!question.isAsked(first)
        || called.get(1).location().method().name().equals("getResourceAsStream")
        || note(question, first, called)) {
      return;
    }
    int depth = thread.frameCount();
    int near = Math.min(depth, NEAR);
    boolean isSettled = near > 2 && note(question, first, thread.frames(2, near - 2));
    if (!isSettled && depth > near) {
      note(question, first, thread.frames(near, depth - near));
    }
  }

  /** Whether the JDK defines a class there. */
  private static boolean isDefinition(StackFrame frame) {
    Location at = frame.location();
    return at.method().name().startsWith("defineClass")
        && at.declaringType().name().equals("java.lang.ClassLoader");
  }

  /** Notes who asks, if that is among some frames; returns whether it is settled. */
  private boolean note(Question question, String argument, List<StackFrame> frames) {
    for (StackFrame caller : frames) {
      Location at = caller.location();
      String type = at.declaringType().name();
      if (!isOfPlatform(type)) {
        if (question.method.equals("getProperty")) {
          properties.computeIfAbsent(place(at), place -> new HashSet<>()).add(argument);
        } else {
          asked.add(place(at) + " asks for " + question.what + '.');
        }
        return true;
      }
      if (isDefinition(caller)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfPlatform(String type) {
    return PLATFORM.stream().anyMatch(prefix -> type.startsWith(prefix + '.'));
  }

  /** As in {@code com.acme.Main.home (Main.java:12)}. */
  private static String place(Location at) {
    String source;
    try {
      source = at.sourceName() + ':' + at.lineNumber();
    } catch (AbsentInformationException e) {
      source = "no line known";
    }
    return at.declaringType().name() + '.' + at.method().name() + " (" + source + ')';
  }
}
