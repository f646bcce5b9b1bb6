package io.lazyloader;

import io.lazyloader.runtime.ReflectiveAccess;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The public static members of a class that has been loaded and initialised. Thread-safe. */
final class LoadedModule {
  /** The entry point of a class that names no other. */
  static final String CALL = "call";

  /** The method that is asked for attributes that the class does not have. */
  static final String FALLBACK = "getAttribute";

  /** The method that lists the attributes in our place. */
  static final String LISTING = "attributes";

  private static final TypeSystem<Class<?>> TYPES = new LoadedTypes();
  private static final Overloads<Class<?>> OVERLOADS = new Overloads<>(TYPES);

  private final Class<?> type;
  private final MethodHandles.Lookup lookup;

  /** By name; of methods with the same parameters only the one that hides the others. */
  private final Map<String, List<Method>> methods = new LinkedHashMap<>();

  private final Map<String, Field> fields = new LinkedHashMap<>();

  private final Map<String, List<CallTarget>> targets = new ConcurrentHashMap<>();
  private final Map<String, MethodHandle> getters = new ConcurrentHashMap<>();

  LoadedModule(Class<?> type, MethodHandles.Lookup lookup) {
    this.type = type;
    this.lookup = lookup;
    for (Method method : type.getMethods()) {
      if (Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
        List<Method> overloads = methods.get(method.getName());
        if (overloads == null) {
          overloads = new ArrayList<>();
          methods.put(method.getName(), overloads);
        }
        add(overloads, method);
      }
    }
    for (Field field : type.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        // The class's own fields come first: they hide those that it inherits.
        fields.putIfAbsent(field.getName(), field);
      }
    }
  }

  private static void add(List<Method> overloads, Method method) {
    for (int at = 0; at < overloads.size(); at++) {
      Method other = overloads.get(at);
      if (Arrays.equals(other.getParameterTypes(), method.getParameterTypes())) {
        if (other.getDeclaringClass().isAssignableFrom(method.getDeclaringClass())) {
          overloads.set(at, method);
        }
        return;
      }
    }
    overloads.add(method);
  }

  Class<?> type() {
    return type;
  }

  boolean hasMethod(String name) {
    return methods.containsKey(name);
  }

  boolean hasField(String name) {
    return fields.containsKey(name);
  }

  /** Whether the class has a fallback for attributes. */
  boolean hasFallback() {
    return hasMethod(FALLBACK, String.class);
  }

  /** Whether the class lists its attributes itself. */
  boolean hasListing() {
    return hasMethod(LISTING);
  }

  private boolean hasMethod(String name, Class<?>... parameters) {
    for (Method method : methods.getOrDefault(name, List.of())) {
      if (Arrays.equals(method.getParameterTypes(), parameters)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the name of the entry point.
   *
   * @return null if the class is not callable
   * @throws Problem if it says that it is but has no such method
   */
  @Nullable String entryPoint() {
    Callable mark = type.getAnnotation(Callable.class);
    if (mark == null) {
      return hasMethod(CALL) ? CALL : null;
    }
    if (!hasMethod(mark.value())) {
      throw new Problem(
          "it is marked @Callable(\"" + mark.value() + "\") but has no such public static method");
    }
    return mark.value();
  }

  /** Reads a field that the class has. */
  @Nullable Object read(String name) throws Throwable {
    Field field = fields.get(name);
    if (field != null && field.canAccess(null)) {
      ReflectiveAccess.before(field);
      return field.get(null);
    }
    MethodHandle getter = getters.get(name);
    if (getter == null) {
      getter = getter(name).asType(MethodType.methodType(Object.class));
      getters.put(name, getter);
    }
    return (Object) getter.invokeExact();
  }

  /** Finds a field that the class has, and resolves it if it is deferred. */
  MethodHandle getter(String name) {
    Field field = fields.get(name);
    if (field == null) {
      throw new IllegalArgumentException(name);
    }
    try {
      return ReflectiveAccess.findStaticGetter(lookup, type, name, field.getType());
    } catch (NoSuchFieldException | IllegalAccessException e) {
      throw inaccessible("field '" + name + "'", e);
    }
  }

  /** Finds a method that the class has. */
  MethodHandle method(String name, MethodType signature) {
    try {
      return lookup.findStatic(type, name, signature);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw inaccessible("method '" + name + "'", e);
    }
  }

  /**
   * Calls a method that the class has.
   *
   * @throws Problem if no overload takes the arguments, or several do
   * @throws Throwable whatever the method throws
   */
  @Nullable Object call(String name, @Nullable Object[] arguments) throws Throwable {
    List<CallTarget> overloads = targets.get(name);
    if (overloads == null) {
      overloads = new ArrayList<>();
      for (Method method : methods.getOrDefault(name, List.of())) {
        overloads.add(target(method));
      }
      targets.put(name, overloads);
    }
    return call(overloads, arguments);
  }

  private CallTarget target(Method method) {
    if (method.canAccess(null)) {
      return CallTarget.of(method.getName(), method, null);
    }
    MethodType signature =
        MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    return CallTarget.of(method.getName(), method(method.getName(), signature), method.isVarArgs());
  }

  /** Calls the one of some methods of the same name that fits the arguments. */
  static @Nullable Object call(List<CallTarget> overloads, @Nullable Object[] arguments)
      throws Throwable {
    List<@Nullable Class<?>> types = types(arguments);
    Overloads.Choice<CallTarget> choice = OVERLOADS.choose(overloads, types);
    String name = overloads.get(0).name();
    if (choice.best().isEmpty()) {
      throw new Problem(
          "no method '"
              + name
              + "' takes "
              + OVERLOADS.showArguments(types)
              + "; there is "
              + OVERLOADS.show(overloads));
    }
    if (choice.best().size() > 1) {
      throw new Problem(
          "the call "
              + name
              + OVERLOADS.showArguments(types)
              + " is ambiguous: "
              + OVERLOADS.show(choice.best())
              + " fit it equally well. A typed view says which is meant");
    }
    return choice.best().get(0).call(arguments, choice.spreads());
  }

  /** A boxed value counts as the primitive: {@code call("f", 1)} means what {@code f(1)} does. */
  private static List<@Nullable Class<?>> types(@Nullable Object[] arguments) {
    List<@Nullable Class<?>> types = new ArrayList<>(arguments.length);
    for (Object argument : arguments) {
      Class<?> type = argument == null ? null : argument.getClass();
      Class<?> primitive = type == null ? null : TYPES.unbox(type);
      types.add(primitive == null ? type : primitive);
    }
    return types;
  }

  /** Lists the names of fields and methods, in alphabetical order. */
  List<String> names() {
    TreeSet<String> names = new TreeSet<>(fields.keySet());
    names.addAll(methods.keySet());
    if (hasFallback()) {
      names.remove(FALLBACK);
    }
    return List.copyOf(names);
  }

  private Problem inaccessible(String member, ReflectiveOperationException cause) {
    return new Problem(
        member
            + " is not accessible: "
            + cause.getMessage()
            + ". The class must be public and its package exported, or the module be made with a"
            + " MethodHandles.Lookup that has access",
        cause);
  }

  /** What is wrong, in words that follow the module's name. */
  static final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Problem(String message) {
      super(message);
    }

    Problem(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
