package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.ModuleExportNode;
import org.objectweb.asm.tree.ModuleNode;
import org.objectweb.asm.tree.ModuleOpenNode;
import org.objectweb.asm.tree.ModuleProvideNode;
import org.objectweb.asm.tree.ModuleRequireNode;
import org.objectweb.asm.tree.ParameterNode;
import org.objectweb.asm.tree.RecordComponentNode;
import org.objectweb.asm.tree.TypeAnnotationNode;

/** Makes what ASM's nodes hold comparable: equal parts of class files become equal objects. */
final class Canonical {
  private static final String NONE = "none";

  private Canonical() {}

  /**
   * Makes a part comparable.
   *
   * @param part a node, a list of nodes, an array, a constant, or null, which is an empty list
   * @return an object with {@code equals}
   */
  static Object of(@Nullable Object part) {
    if (part == null) {
      return List.of();
    }
    if (part instanceof List<?> list) {
      return all(list.toArray());
    }
    if (part instanceof Object[] array) {
      return all(array);
    }
    if (part instanceof AnnotationNode annotation) {
      return of(annotation);
    }
    // Of floating-point numbers, equals takes all NaNs for one.
    if (part instanceof Float number) {
      return all("float", Float.floatToRawIntBits(number));
    }
    if (part instanceof Double number) {
      return all("double", Double.doubleToRawLongBits(number));
    }
    if (part instanceof RawAttribute attribute) {
      return attribute.content();
    }
    if (part instanceof Attribute attribute) {
      throw new Mismatch("attribute " + attribute.type + " was not read");
    }
    return ofDeclaration(part);
  }

  private static Object ofDeclaration(Object part) {
    if (part instanceof ParameterNode parameter) {
      return all("parameter", text(parameter.name), parameter.access);
    }
    if (part instanceof InnerClassNode inner) {
      return all(inner.name, text(inner.outerName), text(inner.innerName), inner.access);
    }
    if (part instanceof RecordComponentNode component) {
      return all(
          component.name,
          component.descriptor,
          text(component.signature),
          component.visibleAnnotations,
          component.invisibleAnnotations,
          component.visibleTypeAnnotations,
          component.invisibleTypeAnnotations,
          component.attrs);
    }
    if (part instanceof ModuleNode module) {
      return all(
          module.name,
          module.access,
          text(module.version),
          text(module.mainClass),
          module.packages,
          module.requires,
          module.exports,
          module.opens,
          module.uses,
          module.provides);
    }
    return ofModulePart(part);
  }

  private static Object ofModulePart(Object part) {
    if (part instanceof ModuleRequireNode required) {
      return all(required.module, required.access, text(required.version));
    }
    if (part instanceof ModuleExportNode exported) {
      return all(exported.packaze, exported.access, exported.modules);
    }
    if (part instanceof ModuleOpenNode opened) {
      return all(opened.packaze, opened.access, opened.modules);
    }
    if (part instanceof ModuleProvideNode provided) {
      return all(provided.service, provided.providers);
    }
    return ofArray(part);
  }

  /** Constants and names are equal as they are. */
  private static Object ofArray(Object part) {
    if (part instanceof int[] numbers) {
      return Arrays.toString(numbers);
    }
    return part;
  }

  private static Object of(AnnotationNode annotation) {
    if (annotation instanceof TypeAnnotationNode type) {
      return all(type.desc, type.values, type.typeRef, text(type.typePath));
    }
    return all("annotation", annotation.desc, annotation.values);
  }

  /** Type annotations without their targets: one of a handler names that by an index. */
  static Object withoutTarget(@Nullable List<TypeAnnotationNode> annotations) {
    List<Object> result = new ArrayList<>();
    if (annotations != null) {
      for (TypeAnnotationNode type : annotations) {
        result.add(all(type.desc, type.values, text(type.typePath)));
      }
    }
    return result;
  }

  /** A list of comparable parts. */
  static List<Object> all(@Nullable Object... parts) {
    List<Object> result = new ArrayList<>(parts.length);
    for (Object part : parts) {
      result.add(of(part));
    }
    return result;
  }

  /** The text of what may be missing. */
  static String text(@Nullable Object part) {
    return part == null ? NONE : '"' + part.toString() + '"';
  }
}
