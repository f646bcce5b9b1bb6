package io.lazyloader;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A class used as a module: its public static members, by name, loaded when the first of them is
 * asked for.
 *
 * <pre>{@code
 * private static final LazyModule TEXT = LazyModule.of("com.acme.Text");
 *
 * static Object slug(String title) {
 *   return TEXT.call("slug", title);
 * }
 * }</pre>
 *
 * <p>Making a module neither loads nor looks for the class. The first {@link #get}, {@link #call},
 * {@link #attributes} or {@link #load} does, and initialises it. If that fails it fails as a {@link
 * LazyModuleException} that says where the module was declared, and the next use tries again; what
 * the class's own initialiser throws is thrown as the JVM throws it, with a suppressed note of the
 * declaration.
 *
 * <p>What a method of the module throws is thrown as it is, checked exceptions included, though no
 * method here declares them: a call by name could only declare {@code Throwable}, and every caller
 * would pay for it. A {@linkplain #as typed view} declares just what its interface does.
 *
 * <p>Thread-safe. A module holds on to the class loader, and to nothing else of the class until it
 * is loaded; nothing static holds on to the module.
 */
public final class LazyModule {
  private final ModuleSource source;

  private volatile @Nullable LoadedModule loaded;

  private LazyModule(ModuleSource source) {
    this.source = source;
  }

  /**
   * Makes a module of a class that the caller's class loader finds. The context class loader plays
   * no part.
   *
   * @param name the binary name of a public class, such as {@code com.acme.Text} or {@code
   *     com.acme.Text$Case}
   * @return a module that is not loaded
   * @throws IllegalArgumentException if that is not the name of a class
   */
  public static LazyModule of(String name) {
    DeclarationSite site = DeclarationSite.ofCaller(LazyModule.class);
    return make(name, site.type().getClassLoader(), MethodHandles.publicLookup(), site);
  }

  /**
   * Makes a module of a class that a class loader finds.
   *
   * @param name the binary name of a public class
   * @param loader finds the class; null is the bootstrap class loader
   * @return a module that is not loaded
   * @throws IllegalArgumentException if that is not the name of a class
   */
  public static LazyModule of(String name, @Nullable ClassLoader loader) {
    return make(
        name, loader, MethodHandles.publicLookup(), DeclarationSite.ofCaller(LazyModule.class));
  }

  /**
   * Makes a module of a class that the lookup's class finds, and has access to: it need not be
   * public, nor its package be exported to all.
   *
   * @param name the binary name of a class
   * @param lookup whose class loader finds the class and whose access is used
   * @return a module that is not loaded
   * @throws IllegalArgumentException if that is not the name of a class
   */
  public static LazyModule of(String name, MethodHandles.Lookup lookup) {
    return make(
        name,
        lookup.lookupClass().getClassLoader(),
        lookup,
        DeclarationSite.ofCaller(LazyModule.class));
  }

  private static LazyModule make(
      String name,
      @Nullable ClassLoader loader,
      MethodHandles.Lookup lookup,
      DeclarationSite site) {
    Objects.requireNonNull(name, "the name of a module's class is null");
    if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('[') >= 0) {
      throw new IllegalArgumentException(
          "'" + name + "' is not the name of a class, such as com.acme.Text");
    }
    return new LazyModule(new ModuleSource(name, loader, lookup, site, null));
  }

  /**
   * Lists the providers of a service as modules, without loading or instantiating any: those that
   * {@code META-INF/services} files name and those that named Java modules provide, as far as the
   * caller's class loader sees them.
   *
   * @param service the service
   * @return modules that are not loaded, each provider once, in the order of {@link
   *     java.util.ServiceLoader}: named modules first
   * @throws LazyModuleException if a file can't be read or is malformed
   */
  public static List<LazyModule> providersOf(Class<?> service) {
    DeclarationSite site = DeclarationSite.ofCaller(LazyModule.class);
    return providers(service, site.type().getClassLoader(), site);
  }

  /**
   * Lists the providers of a service as modules, as {@link #providersOf(Class)} does.
   *
   * @param service the service
   * @param loader sees the providers; null is the bootstrap class loader
   * @return modules that are not loaded
   * @throws LazyModuleException if a file can't be read or is malformed
   */
  public static List<LazyModule> providersOf(Class<?> service, @Nullable ClassLoader loader) {
    return providers(service, loader, DeclarationSite.ofCaller(LazyModule.class));
  }

  private static List<LazyModule> providers(
      Class<?> service, @Nullable ClassLoader loader, DeclarationSite site) {
    List<LazyModule> modules = new ArrayList<>();
    for (Providers.Provider provider : Providers.of(service, loader)) {
      modules.add(make(provider.name(), provider.loader(), MethodHandles.publicLookup(), site));
    }
    return modules;
  }

  /**
   * Checks now that the class exists. It is not loaded if the class loader shows its class file, as
   * all common ones do; else, and if a {@linkplain #atLeast version} is demanded, it is loaded but
   * not initialised.
   *
   * @return this module
   * @throws LazyModuleException if the class does not exist or is too old
   */
  public LazyModule required() {
    source.require();
    return this;
  }

  /**
   * Demands a version. It is checked before the class is initialised: that of its Java module, or
   * else the {@code Implementation-Version} in the manifest of its jar.
   *
   * <p>{@code 1.10} is after {@code 1.9}, {@code 1.2.0} is {@code 1.2}, {@code 2.0-rc1} comes
   * before {@code 2.0}; other qualifiers, such as {@code -jre} or {@code .Final}, do not count.
   *
   * @param version the lowest version that will do
   * @return a module that is not loaded
   * @throws IllegalArgumentException if that is not a version
   */
  public LazyModule atLeast(String version) {
    return new LazyModule(source.atLeast(version));
  }

  /**
   * Returns the name of the class.
   *
   * @return its binary name
   */
  public String name() {
    return source.name();
  }

  /**
   * Tells whether this module has been loaded, by this object. Never loads it.
   *
   * @return true after the first use
   */
  public boolean isLoaded() {
    return loaded != null;
  }

  /**
   * Loads and initialises the class, unless that has been done.
   *
   * @return the class
   * @throws LazyModuleException if the class does not exist or is too old
   */
  public Class<?> load() {
    return loaded().type();
  }

  /**
   * Returns the value of an attribute: of the public static field of that name, read anew each
   * time. If there is none, and the class has a method {@code public static Object
   * getAttribute(String)}, that is asked; it throws {@link NoSuchElementException} for an attribute
   * that it does not have either.
   *
   * @param attribute its name
   * @return its value, boxed if it is primitive
   * @throws LazyModuleException if the module can't be loaded or has no such attribute
   */
  public @Nullable Object get(String attribute) {
    Objects.requireNonNull(attribute, "attribute");
    Attributes attributes = new Attributes(loaded());
    try {
      return attributes.get(attribute);
    } catch (Throwable thrown) {
      throw translated(thrown);
    }
  }

  /**
   * Calls the module. This is also what Groovy makes of {@code module(arguments)}.
   *
   * <p>If it is callable, which means that it has public static methods named {@code call} or those
   * that {@link Callable} names, one of these takes all the arguments. Any other module takes the
   * first argument for the name of a method, as {@link #callMethod} does.
   *
   * <p>Overloads are resolved as the Java compiler does it: by subtyping, then with boxing, then
   * with variable arity, and the most specific wins. The type of an argument is the class of the
   * value, and that of a boxed value the primitive type, so {@code call("f", 1)} means what {@code
   * f(1)} does.
   *
   * @param arguments the arguments
   * @return what the method returns, boxed if it is primitive; null if it is void
   * @throws LazyModuleException if the module can't be loaded or called so, or if the call is
   *     ambiguous
   */
  public @Nullable Object call(@Nullable Object... arguments) {
    Attributes attributes = new Attributes(loaded());
    try {
      return attributes.call(orNull(arguments));
    } catch (Throwable thrown) {
      throw translated(thrown);
    }
  }

  /**
   * Calls the module's entry point, whatever the arguments. This is what Kotlin makes of {@code
   * module(arguments)}.
   *
   * @param arguments the arguments
   * @return what it returns, boxed if it is primitive; null if it is void
   * @throws LazyModuleException if the module can't be loaded, is not callable, or not with these
   *     arguments
   */
  public @Nullable Object invoke(@Nullable Object... arguments) {
    Attributes attributes = new Attributes(loaded());
    try {
      return attributes.invoke(orNull(arguments));
    } catch (Throwable thrown) {
      throw translated(thrown);
    }
  }

  /**
   * Calls the module's entry point as {@link #invoke} does. This is what Scala makes of {@code
   * module(arguments)}.
   *
   * @param arguments the arguments
   * @return what it returns, boxed if it is primitive; null if it is void
   * @throws LazyModuleException if the module can't be loaded, is not callable, or not with these
   *     arguments
   */
  public @Nullable Object apply(@Nullable Object... arguments) {
    return invoke(arguments);
  }

  /**
   * Calls a method by its name, whether or not the module is callable. Where there is no public
   * static method of that name, the {@linkplain #get attribute} is called if it is a {@link
   * java.lang.invoke.MethodHandle}, a {@code LazyModule} or an instance of a public functional
   * interface.
   *
   * @param method the name
   * @param arguments the arguments
   * @return what the method returns, boxed if it is primitive; null if it is void
   * @throws LazyModuleException if the module can't be loaded, has no such method, or none that
   *     takes the arguments, or if the call is ambiguous
   */
  public @Nullable Object callMethod(String method, @Nullable Object... arguments) {
    Objects.requireNonNull(method, "method");
    Attributes attributes = new Attributes(loaded());
    try {
      return attributes.callMethod(method, orNull(arguments));
    } catch (Throwable thrown) {
      throw translated(thrown);
    }
  }

  /**
   * Lists the names of the attributes, methods included: what the class's own {@code public static
   * attributes()} returns, a collection, stream or array, if it has one; else the names of its
   * public static fields and methods in alphabetical order.
   *
   * @return the names, each once
   * @throws LazyModuleException if the module can't be loaded, or lists something else
   */
  public List<String> attributes() {
    Attributes attributes = new Attributes(loaded());
    try {
      return attributes.list();
    } catch (Throwable thrown) {
      throw translated(thrown);
    }
  }

  /**
   * Sees the module through an interface: each abstract method stands for the public static method
   * of the same name that fits its parameters, or, if it has none, for the public static field of
   * that name. The only abstract method of an interface may have any name if the module is
   * callable. Default methods are inherited as they are.
   *
   * <p>Whether the interface fits is checked now, against the class file, so the module is not
   * loaded for that; a class loader that does not show its class files has the check done at the
   * first call. The first call loads the module; later ones cost what a direct call does. Closing a
   * view whose module has not been loaded does nothing.
   *
   * <p>Parameters are checked as the compiler would check a call; those whose type is a type
   * variable that the interface leaves open are cast.
   *
   * @param <V> the interface
   * @param view the interface; public, or in a package that is open to this library
   * @return the view; two views are equal only if they are the same object, and {@code toString}
   *     does not load the module
   * @throws LazyModuleException if the interface does not fit; the message has every mismatch
   */
  public <V> V as(Class<V> view) {
    return new View<>(this, view).bind();
  }

  /**
   * Describes the module. Never loads it.
   *
   * @return for example {@code LazyModule[com.acme.Text, not loaded]}
   */
  @Override
  public String toString() {
    return "LazyModule[" + name() + (isLoaded() ? ", loaded]" : ", not loaded]");
  }

  /** What is to be loaded, and how. */
  ModuleSource source() {
    return source;
  }

  LoadedModule loaded() {
    LoadedModule known = loaded;
    if (known != null) {
      return known;
    }
    known = source.load();
    loaded = known;
    return known;
  }

  /** Gives a problem the module's name; all else stays what it is. */
  private RuntimeException translated(Throwable thrown) {
    if (thrown instanceof LoadedModule.Problem problem) {
      return source.error(Objects.requireNonNull(problem.getMessage()), problem.getCause());
    }
    return Sneaky.thrown(thrown);
  }

  private static @Nullable Object[] orNull(@Nullable Object @Nullable [] arguments) {
    // A bare null is compiled to a missing array, but means one argument.
    return arguments == null ? new @Nullable Object[] {null} : arguments;
  }
}
