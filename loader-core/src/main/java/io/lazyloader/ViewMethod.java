package io.lazyloader;

import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An abstract method of a view: what it is called with and what it returns, type variables replaced
 * by what the view says of them.
 *
 * @param erased the type with which it is called
 * @param parameters the descriptors of its parameters' types; {@link NamedTypes#OPEN} where a type
 *     variable stays open
 * @param returned that of what it returns
 * @param exceptions the internal names of those that it declares
 */
record ViewMethod(
    String name,
    MethodType erased,
    List<String> parameters,
    String returned,
    List<String> exceptions) {

  /** Lists the abstract methods of an interface that an object does not have anyway. */
  static List<Method> abstractMethods(Class<?> view) {
    Map<String, Method> methods = new LinkedHashMap<>();
    for (Method method : view.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers()) && !isObjects(method)) {
        methods.putIfAbsent(method.getName() + erased(method).toMethodDescriptorString(), method);
      }
    }
    List<Method> sorted = new ArrayList<>();
    methods.keySet().stream().sorted().map(methods::get).forEach(sorted::add);
    return sorted;
  }

  /** Lists the abstract methods of a view. */
  static List<ViewMethod> of(Class<?> view) {
    Map<TypeVariable<?>, Type> variables = new HashMap<>();
    bindVariables(view, variables);
    List<ViewMethod> methods = new ArrayList<>();
    for (Method method : abstractMethods(view)) {
      List<String> parameters = new ArrayList<>();
      for (Type parameter : method.getGenericParameterTypes()) {
        parameters.add(descriptor(parameter, variables));
      }
      List<String> exceptions = new ArrayList<>();
      for (Class<?> exception : method.getExceptionTypes()) {
        exceptions.add(exception.getName().replace('.', '/'));
      }
      methods.add(
          new ViewMethod(
              method.getName(),
              erased(method),
              parameters,
              descriptor(method.getGenericReturnType(), variables),
              exceptions));
    }
    return methods;
  }

  private static MethodType erased(Method method) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes());
  }

  private static boolean isObjects(Method method) {
    try {
      Method objects = Object.class.getMethod(method.getName(), method.getParameterTypes());
      return Arrays.equals(objects.getParameterTypes(), method.getParameterTypes());
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /** Notes what a type says of the type variables of those above it. */
  private static void bindVariables(Class<?> type, Map<TypeVariable<?>, Type> variables) {
    for (Type above : type.getGenericInterfaces()) {
      if (above instanceof ParameterizedType parameterized) {
        Class<?> raw = (Class<?>) parameterized.getRawType();
        for (int at = 0; at < raw.getTypeParameters().length; at++) {
          variables.put(raw.getTypeParameters()[at], parameterized.getActualTypeArguments()[at]);
        }
        bindVariables(raw, variables);
      } else {
        bindVariables((Class<?>) above, variables);
      }
    }
  }

  private static String descriptor(Type type, Map<TypeVariable<?>, Type> variables) {
    if (type instanceof Class<?> loaded) {
      return loaded.descriptorString();
    }
    if (type instanceof ParameterizedType parameterized) {
      return descriptor(parameterized.getRawType(), variables);
    }
    if (type instanceof GenericArrayType array) {
      String component = descriptor(array.getGenericComponentType(), variables);
      return component.equals(NamedTypes.OPEN) ? component : '[' + component;
    }
    Type bound = type instanceof TypeVariable<?> variable ? variables.get(variable) : null;
    return bound == null ? NamedTypes.OPEN : descriptor(bound, variables);
  }

  /** Whether closing is all that it does. */
  boolean isClose() {
    return name.equals("close") && erased.equals(MethodType.methodType(void.class));
  }

  /** Writes it down as in source, for a message. */
  String show(NamedTypes types) {
    List<String> shown = new ArrayList<>();
    parameters.forEach(parameter -> shown.add(types.show(parameter)));
    return types.show(returned) + ' ' + name + '(' + String.join(", ", shown) + ')';
  }
}
