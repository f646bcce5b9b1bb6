package io.lazyloader;

import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Sketches a class that is loaded, for class loaders that do not show their class files. */
final class ReflectedSketch {
  private ReflectedSketch() {}

  static ClassSketch of(Class<?> type) {
    List<ClassSketch.Member> methods = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
        List<String> exceptions = new ArrayList<>();
        for (Class<?> exception : method.getExceptionTypes()) {
          exceptions.add(exception.getName().replace('.', '/'));
        }
        methods.add(
            new ClassSketch.Member(
                method.getName(),
                MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                    .toMethodDescriptorString(),
                method.isVarArgs(),
                exceptions));
      }
    }
    List<ClassSketch.Member> fields = new ArrayList<>();
    for (Field field : type.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        fields.add(
            new ClassSketch.Member(
                field.getName(), field.getType().descriptorString(), false, List.of()));
      }
    }
    Callable mark = type.getAnnotation(Callable.class);
    return new ClassSketch(null, List.of(), methods, fields, mark == null ? null : mark.value());
  }
}
