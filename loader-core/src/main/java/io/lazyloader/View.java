package io.lazyloader;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Binds an interface to a module: checks that it fits, makes a class that implements it, and links
 * each of its methods when that is called first.
 *
 * <p>A method's call site begins with a target that loads the module, finds the member, and makes
 * that the target; the JIT compiler takes it for a constant from then on. A first call that fails
 * leaves the call site as it is, so the next one tries again: an {@code invokedynamic} instruction
 * whose bootstrap method threw would fail for ever.
 *
 * @param <V> the interface
 */
final class View<V> {
  private static final MethodHandles.Lookup OURS = MethodHandles.lookup();
  private static final MethodHandle LINK =
      find(View.class, "link", CallSite.class, String.class, MethodType.class);
  private static final MethodHandle RESOLVE =
      find(View.class, "resolve", MethodHandle.class, MutableCallSite.class, String.class);
  private static final MethodHandle IS_LOADED = find(LazyModule.class, "isLoaded", boolean.class);
  private static final MethodHandle GET = find(LazyModule.class, "get", Object.class, String.class);

  private final LazyModule module;
  private final Class<V> view;
  private final List<ViewMethod> methods;

  /** What each method stands for, by name and descriptor; null until that could be checked. */
  private volatile @Nullable Map<String, Binding> bindings;

  View(LazyModule module, Class<V> view) {
    this.module = module;
    this.view = view;
    if (!view.isInterface() || view.isAnnotation() || view.isSealed() || view.isHidden()) {
      throw module
          .source()
          .error(
              view.getTypeName()
                  + " can't be a view: only an interface can that is neither an annotation type nor"
                  + " sealed nor hidden",
              null);
    }
    this.methods = ViewMethod.of(view);
  }

  /** Checks what can be checked without loading the module, and makes the view. */
  V bind() {
    ClassSketches files = new ClassSketches(module.source().loader(), view.getClassLoader());
    ClassSketch sketch = files.find(module.name());
    if (sketch != null) {
      bindings = bindings(sketch, files);
    }
    String description = view.getTypeName() + " view of " + module.name();
    MethodHandles.Lookup definer = definer();
    String name = definer.lookupClass().getPackageName().replace('.', '/') + "/LazyModuleView";
    byte[] classFile =
        ViewWriter.write(
            name.startsWith("/") ? name.substring(1) : name, view, methods, description);
    try {
      MethodHandles.Lookup defined =
          definer.defineHiddenClassWithClassData(classFile, LINK.bindTo(this), true);
      MethodHandle constructor =
          defined.findConstructor(defined.lookupClass(), MethodType.methodType(void.class));
      return view.cast(constructor.invoke());
    } catch (Throwable e) {
      throw module.source().error(view.getTypeName() + " can't be implemented: " + e, e);
    }
  }

  private Map<String, Binding> bindings(ClassSketch sketch, ClassSketches files) {
    Binding.Finder finder = new Binding.Finder(sketch, files);
    Map<String, Binding> found = new LinkedHashMap<>();
    List<String> mismatches = new ArrayList<>();
    for (ViewMethod method : methods) {
      try {
        found.put(key(method.name(), method.erased()), finder.find(method, methods.size() == 1));
      } catch (Binding.Mismatch e) {
        mismatches.add(e.getMessage());
      }
    }
    if (!mismatches.isEmpty()) {
      throw module
          .source()
          .error(
              view.getTypeName() + " does not fit it:\n  " + String.join("\n  ", mismatches), null);
    }
    return found;
  }

  private static String key(String name, MethodType type) {
    return name + type.toMethodDescriptorString();
  }

  /**
   * Chooses the package that the class will live in: that of the interface if it is open to us;
   * else that of whoever gave the module a lookup; else ours, from where all of the JDK is seen.
   */
  private MethodHandles.Lookup definer() {
    try {
      MethodHandles.Lookup in = MethodHandles.privateLookupIn(view, OURS);
      return in.hasFullPrivilegeAccess() ? in : PackageAccess.full(in);
    } catch (IllegalAccessException e) {
      MethodHandles.Lookup given = module.source().lookup();
      if (given.hasFullPrivilegeAccess() && isSeenFrom(given.lookupClass())) {
        return given;
      }
      if (Modifier.isPublic(view.getModifiers()) && isSeenFrom(View.class)) {
        View.class.getModule().addReads(view.getModule());
        return OURS;
      }
      throw module
          .source()
          .error(
              view.getTypeName()
                  + " can't be implemented from outside its package: "
                  + e.getMessage()
                  + ". Open the package to io.lazyloader, or make the module with a"
                  + " MethodHandles.Lookup of a class that can implement it",
              e);
    }
  }

  private boolean isSeenFrom(Class<?> from) {
    try {
      return Class.forName(view.getName(), false, from.getClassLoader()) == view;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Links a method when it is called first. The class's bootstrap method calls this. */
  @SuppressWarnings("UnusedMethod") // Found by its name.
  private CallSite link(String name, MethodType type) {
    MutableCallSite site = new MutableCallSite(type);
    MethodHandle resolve = MethodHandles.insertArguments(RESOLVE.bindTo(this), 0, site, name);
    MethodHandle first = MethodHandles.foldArguments(MethodHandles.exactInvoker(type), resolve);
    if (closes(name, type)) {
      first =
          MethodHandles.guardWithTest(IS_LOADED.bindTo(module), first, MethodHandles.empty(type));
    }
    site.setTarget(first);
    return site;
  }

  private boolean closes(String name, MethodType type) {
    return AutoCloseable.class.isAssignableFrom(view)
        && name.equals("close")
        && type.equals(MethodType.methodType(void.class));
  }

  /** Loads the module and makes what a method stands for the target of its call site. */
  @SuppressWarnings("UnusedMethod") // Found by its name.
  private MethodHandle resolve(MutableCallSite site, String name) {
    LoadedModule loaded = module.loaded();
    Map<String, Binding> known = bindings;
    if (known == null) {
      known =
          bindings(
              ReflectedSketch.of(loaded.type()),
              new ClassSketches(module.source().loader(), view.getClassLoader()));
      bindings = known;
    }
    MethodType type = site.type();
    Binding binding = Objects.requireNonNull(known.get(key(name, type)));
    MethodHandle target;
    try {
      target = target(loaded, binding, type);
    } catch (LoadedModule.Problem e) {
      throw module.source().error(Objects.requireNonNull(e.getMessage()), e.getCause());
    }
    site.setTarget(target);
    return target;
  }

  private MethodHandle target(LoadedModule loaded, Binding binding, MethodType type) {
    MethodHandle member =
        switch (binding.kind()) {
          case METHOD ->
              loaded
                  .method(
                      binding.name(),
                      MethodType.fromMethodDescriptorString(
                          binding.descriptor(), loaded.type().getClassLoader()))
                  .asFixedArity();
          case FIELD -> loaded.getter(binding.name());
          case FALLBACK -> MethodHandles.insertArguments(GET, 0, module, binding.name());
        };
    if (binding.spreads()) {
      int last = member.type().parameterCount() - 1;
      member = member.asCollector(member.type().parameterType(last), type.parameterCount() - last);
    }
    return member.asType(type);
  }

  private static MethodHandle find(
      Class<?> owner, String name, Class<?> returned, Class<?>... parameters) {
    try {
      return OURS.findVirtual(owner, name, MethodType.methodType(returned, parameters));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
