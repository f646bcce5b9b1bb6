package io.lazyloader.runtime;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The methods that a proxy of a type must override so that nothing reaches the proxy's own state,
 * or the reason why that can't be.
 */
final class ProxyShape {
  private static final int ACCESS = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE;
  private static final String FINALIZE = "finalize()V";

  private final Class<?> type;
  private final Class<?> owner;

  /** By name and descriptor, so in the same order in every run. */
  private final Map<String, Method> methods = new TreeMap<>();

  private @Nullable String refusal;

  private ProxyShape(Class<?> type, Class<?> owner) {
    this.type = type;
    this.owner = owner;
  }

  /**
   * Looks at a type. Loads the types in the signatures of its methods.
   *
   * @param type a class or an interface
   * @param owner the class whose package the proxy will be in
   */
  static ProxyShape of(Class<?> type, Class<?> owner) {
    ProxyShape shape = new ProxyShape(type, owner);
    shape.refusal = shape.obstacleInType();
    for (Class<?> above = type; above != null && !type.isInterface(); above = superclass(above)) {
      if (shape.refusal == null) {
        shape.refusal = obstacleInFields(above);
      }
      if (shape.refusal == null) {
        shape.refusal = shape.addDeclared(above);
      }
    }
    if (shape.refusal == null) {
      shape.addOfInterfaces();
      shape.addOfObject();
    }
    return shape;
  }

  /** Why there can be no proxy, in words that follow the type's name; null if there can. */
  @Nullable String refusal() {
    return refusal;
  }

  /** The methods to override, by name and descriptor. */
  Map<String, Method> methods() {
    return methods;
  }

  private @Nullable String obstacleInType() {
    if (type.isEnum()) {
      return "is an enum";
    }
    if (type.isSealed()) {
      return "is sealed";
    }
    if (type.isRecord()) {
      return "is a record";
    }
    return Modifier.isFinal(type.getModifiers()) ? "is final" : null;
  }

  private static @Nullable String obstacleInFields(Class<?> declaring) {
    for (Field field : declaring.getDeclaredFields()) {
      if ((field.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) == 0) {
        return "has the field "
            + field.getName()
            + ", which other classes read without asking a method";
      }
    }
    return null;
  }

  /** Adds what a class declares; those of its subclasses are there already. */
  private @Nullable String addDeclared(Class<?> declaring) {
    Map<String, Method> declared = new TreeMap<>();
    for (Method method : declaring.getDeclaredMethods()) {
      declared.put(method.getName() + descriptor(method), method);
    }
    for (Map.Entry<String, Method> entry : declared.entrySet()) {
      String key = entry.getKey();
      Method method = entry.getValue();
      int modifiers = method.getModifiers();
      if ((modifiers & (Modifier.STATIC | Modifier.PRIVATE)) != 0) {
        continue;
      }
      if (Modifier.isFinal(modifiers)) {
        return "has the final method " + method.getName();
      }
      boolean isReachable = Modifier.isPublic(modifiers) || isInPackageOfOwner(declaring);
      boolean isOverridden = Modifier.isProtected(modifiers) && methods.containsKey(key);
      if (!isReachable && !isOverridden && !key.equals(FINALIZE)) {
        return "has the method "
            + method.getName()
            + ", which the package of "
            + owner.getName()
            + " can't call";
      }
      methods.putIfAbsent(key, method);
    }
    return null;
  }

  private void addOfInterfaces() {
    for (Method method : type.getMethods()) {
      if (method.getDeclaringClass().isInterface() && !Modifier.isStatic(method.getModifiers())) {
        methods.putIfAbsent(method.getName() + descriptor(method), method);
      }
    }
  }

  private void addOfObject() {
    for (Method method : Object.class.getDeclaredMethods()) {
      String name = method.getName();
      if (name.equals("equals") || name.equals("hashCode") || name.equals("toString")) {
        methods.putIfAbsent(name + descriptor(method), method);
      }
    }
  }

  private boolean isInPackageOfOwner(Class<?> declaring) {
    return declaring.getClassLoader() == owner.getClassLoader()
        && declaring.getPackageName().equals(owner.getPackageName());
  }

  /** The next class above, but for {@code Object}. */
  private static @Nullable Class<?> superclass(Class<?> type) {
    Class<?> above = type == Object.class ? null : type.getSuperclass();
    return above == Object.class ? null : above;
  }

  /** Whether the garbage collector calls a method: what it asks of a proxy is not for the value. */
  static boolean isFinalizer(String key) {
    return key.equals(FINALIZE);
  }

  /**
   * Whether an argument must be handed on as the value behind it, if it is a proxy: where objects
   * are compared, and where a class may look into another object of its own, by whatever type it
   * declares the argument.
   */
  boolean unwraps(Method method, int parameter) {
    Class<?>[] parameters = method.getParameterTypes();
    Class<?> declared = parameters[parameter];
    String name = method.getName();
    boolean compares =
        parameters.length == 1 && (name.equals("equals") || name.equals("compareTo"));
    return (compares || !type.isInterface())
        && (declared.isAssignableFrom(type) || type.isAssignableFrom(declared));
  }

  static int access(Method method) {
    return method.getModifiers() & ACCESS;
  }

  static String descriptor(Method method) {
    StringBuilder descriptor = new StringBuilder("(");
    for (Class<?> parameter : method.getParameterTypes()) {
      descriptor.append(parameter.descriptorString());
    }
    return descriptor.append(')').append(method.getReturnType().descriptorString()).toString();
  }
}
