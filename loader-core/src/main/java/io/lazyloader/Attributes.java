package io.lazyloader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a loaded module as {@link LazyModule} shows them: its members, and what its
 * protocol methods make up. All methods throw {@link LoadedModule.Problem} for what can't be had
 * and let through whatever the class's own code throws.
 */
record Attributes(LoadedModule module) {

  /** Reads a field, or asks the fallback. */
  @Nullable Object get(String attribute) throws Throwable {
    return module.hasField(attribute) ? module.read(attribute) : fallback(attribute, "attribute");
  }

  /** Calls the entry point, or, if there is none, the method that the first argument names. */
  @Nullable Object call(@Nullable Object[] arguments) throws Throwable {
    String entryPoint = module.entryPoint();
    if (entryPoint != null) {
      return module.call(entryPoint, arguments);
    }
    if (arguments.length > 0 && arguments[0] instanceof String method) {
      return callMethod(method, Arrays.copyOfRange(arguments, 1, arguments.length));
    }
    throw notCallable(", and the first argument is not the name of a method");
  }

  /** Calls the entry point. */
  @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
    String entryPoint = module.entryPoint();
    if (entryPoint == null) {
      throw notCallable("");
    }
    return module.call(entryPoint, arguments);
  }

  /** Calls a method, or an attribute that holds a function. */
  @Nullable Object callMethod(String method, @Nullable Object[] arguments) throws Throwable {
    if (module.hasMethod(method)) {
      return module.call(method, arguments);
    }
    Object attribute = module.hasField(method) ? module.read(method) : fallback(method, "method");
    if (attribute instanceof LazyModule other) {
      return other.invoke(arguments);
    }
    CallTarget function = Functions.of(method, attribute);
    if (function == null) {
      throw new LoadedModule.Problem(
          "'"
              + method
              + "' can't be called: it is "
              + (attribute == null ? "null" : "a " + attribute.getClass().getTypeName()));
    }
    return LoadedModule.call(List.of(function), arguments);
  }

  /** Lists the names, or has the class list them. */
  List<String> list() throws Throwable {
    if (!module.hasListing()) {
      return module.names();
    }
    Object listed = module.call(LoadedModule.LISTING, new Object[0]);
    List<String> attributes = new ArrayList<>();
    for (Object each : elements(listed)) {
      if (!(each instanceof String attribute)) {
        throw new LoadedModule.Problem(
            "attributes() must return a collection, stream or array of names, and returned "
                + listed);
      }
      attributes.add(attribute);
    }
    return List.copyOf(attributes);
  }

  /**
   * Asks the class for an attribute that it does not have.
   *
   * @param wanted what it is wanted for, a word for messages
   */
  private @Nullable Object fallback(String attribute, String wanted) throws Throwable {
    if (!module.hasFallback()) {
      throw new LoadedModule.Problem(missing(attribute, wanted));
    }
    if (!FallbackGuard.enter(module.type(), attribute)) {
      throw new LoadedModule.Problem(
          "getAttribute(\"" + attribute + "\") asks for the attribute that it is to compute");
    }
    try {
      return module.call(LoadedModule.FALLBACK, new Object[] {attribute});
    } catch (NoSuchElementException e) {
      throw new LoadedModule.Problem(
          missing(attribute, wanted) + "; getAttribute does not know it either", e);
    } finally {
      FallbackGuard.leave();
    }
  }

  private String missing(String attribute, String wanted) {
    return module.hasMethod(attribute)
        ? "'" + attribute + "' is a method, not a field: callMethod(\"" + attribute + "\", ...)"
        : "there is no " + wanted + " '" + attribute + "'; there is " + listed();
  }

  private String listed() {
    List<String> names = module.names();
    return names.isEmpty() ? "no public static field or method" : String.join(", ", names);
  }

  private static LoadedModule.Problem notCallable(String rest) {
    return new LoadedModule.Problem(
        "it is not callable: it has neither a public static method 'call' nor @Callable" + rest);
  }

  /** Takes a collection, stream or array apart; anything else is its own only element. */
  private static List<?> elements(@Nullable Object listed) {
    if (listed instanceof Iterable<?> iterable) {
      return StreamSupport.stream(iterable.spliterator(), false).toList();
    }
    if (listed instanceof Stream<?> stream) {
      return stream.toList();
    }
    return listed instanceof Object[] array
        ? Arrays.asList(array)
        : Collections.singletonList(listed);
  }
}
