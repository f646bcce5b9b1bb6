package io.lazyloader.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.StringConcatException;
import java.lang.invoke.StringConcatFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows the members of a class as its source declares them. Rewritten code asks the class itself,
 * which may look at its caller, and hands what it got to a method of this class, on any thread.
 *
 * <p>Left out is what rewriting has added: synthetic members whose names begin with {@code $lazy$},
 * and the {@code serialVersionUID} that keeps a default one. Where there is nothing to leave out,
 * the caller gets the very object that it handed over.
 */
public final class DeclaredMembers {
  private static final String ADDED = EmittedNames.EMITTED;

  private DeclaredMembers() {}

  /**
   * Leaves out added fields.
   *
   * @param found what a class says that it has
   * @return the same array if nothing was added
   */
  public static Field[] fields(Field[] found) {
    return without(found);
  }

  /**
   * Leaves out added methods.
   *
   * @param found what a class says that it has
   * @return the same array if nothing was added
   */
  public static Method[] methods(Method[] found) {
    return without(found);
  }

  /**
   * Answers a look-up by name as the class in the source would.
   *
   * @param found a field
   * @return the same field
   * @throws NoSuchFieldException if the source does not declare it
   */
  public static Field field(Field found) throws NoSuchFieldException {
    if (isAdded(found)) {
      throw new NoSuchFieldException(found.getName());
    }
    return found;
  }

  /**
   * Answers a look-up by name as the class in the source would.
   *
   * @param found a method
   * @return the same method
   * @throws NoSuchMethodException if the source does not declare it
   */
  public static Method method(Method found) throws NoSuchMethodException {
    if (isAdded(found)) {
      throw new NoSuchMethodException(
          found.getDeclaringClass().getName() + '.' + found.getName() + "()");
    }
    return found;
  }

  /**
   * Shows the modifiers of a member as the source declares them.
   *
   * @param modifiers what the member says
   * @param member any member
   * @return those in the program's class file
   */
  public static int modifiers(int modifiers, Member member) {
    return member instanceof Field field ? ReflectiveAccess.modifiers(modifiers, field) : modifiers;
  }

  /**
   * Shows the access flags of a member as the source declares them.
   *
   * @param flags what the member says: constants of {@code AccessFlag}, of Java 20 and later
   * @param member any member
   * @return the same set if nothing was changed
   */
  public static Set<?> accessFlags(Set<?> flags, Member member) {
    int actual = member.getModifiers();
    int declared = modifiers(actual, member);
    if (declared == actual) {
      return flags;
    }
    // A static field has one at least.
    Enum<?> any = (Enum<?>) flags.iterator().next();
    return withFlags(any.getDeclaringClass(), flags, declared);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Set<?> withFlags(Class type, Set<?> flags, int declared) {
    EnumSet changed = EnumSet.copyOf((Set) flags);
    set(changed, Enum.valueOf(type, "FINAL"), Modifier.isFinal(declared));
    set(changed, Enum.valueOf(type, "VOLATILE"), Modifier.isVolatile(declared));
    return Collections.unmodifiableSet(changed);
  }

  private static void set(Set<Object> flags, Object flag, boolean isSet) {
    if (isSet) {
      flags.add(flag);
    } else {
      flags.remove(flag);
    }
  }

  /**
   * Describes a field as the source declares it.
   *
   * @param text what its {@code toString} or {@code toGenericString} says
   * @param object a field, or anything else
   * @return the same text if nothing was changed
   */
  public static String text(String text, Object object) {
    if (!(object instanceof Field field)) {
      return text;
    }
    int actual = field.getModifiers();
    int declared = ReflectiveAccess.modifiers(actual, field);
    if (declared == actual) {
      return text;
    }
    // The description of a static field begins with its modifiers.
    int kept = Modifier.fieldModifiers();
    String shown = Modifier.toString(declared & kept);
    return shown + text.substring(Modifier.toString(actual & kept).length());
  }

  /**
   * Stands in for an object of which text is about to be made.
   *
   * @param object anything
   * @return the text of a field whose own would show that it was changed; else the same object
   */
  public static @Nullable Object printable(@Nullable Object object) {
    if (!(object instanceof Field field)) {
      return object;
    }
    String text = field.toString();
    String declared = text(text, field);
    return declared.equals(text) ? object : declared;
  }

  /**
   * Stands for the method of {@code StringConcatFactory}, but shows fields as their source declares
   * them.
   *
   * @param lookup see there
   * @param name see there
   * @param type see there
   * @param recipe see there
   * @param constants see there
   * @return see there
   * @throws StringConcatException see there
   */
  public static CallSite makeConcatWithConstants(
      MethodHandles.Lookup lookup, String name, MethodType type, String recipe, Object... constants)
      throws StringConcatException {
    MethodHandle concat =
        StringConcatFactory.makeConcatWithConstants(
                lookup, name, withoutFields(type), recipe, constants)
            .getTarget();
    return new ConstantCallSite(printing(concat, type));
  }

  /**
   * Stands for the method of {@code StringConcatFactory}, but shows fields as their source declares
   * them.
   *
   * @param lookup see there
   * @param name see there
   * @param type see there
   * @return see there
   * @throws StringConcatException see there
   */
  public static CallSite makeConcat(MethodHandles.Lookup lookup, String name, MethodType type)
      throws StringConcatException {
    MethodHandle concat =
        StringConcatFactory.makeConcat(lookup, name, withoutFields(type)).getTarget();
    return new ConstantCallSite(printing(concat, type));
  }

  private static MethodType withoutFields(MethodType type) {
    MethodType changed = type;
    for (int index = 0; index < type.parameterCount(); index++) {
      if (type.parameterType(index) == Field.class) {
        changed = changed.changeParameterType(index, Object.class);
      }
    }
    return changed;
  }

  private static MethodHandle printing(MethodHandle concat, MethodType type) {
    MethodHandle printable;
    try {
      printable =
          MethodHandles.lookup()
              .findStatic(
                  DeclaredMembers.class,
                  "printable",
                  MethodType.methodType(Object.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    MethodHandle printing = concat;
    for (int index = 0; index < type.parameterCount(); index++) {
      if (type.parameterType(index) == Field.class) {
        printing = MethodHandles.filterArguments(printing, index, printable);
      }
    }
    return printing.asType(type);
  }

  private static <M extends Member> M[] without(M[] found) {
    int count = 0;
    for (M member : found) {
      if (!isAdded(member)) {
        count++;
      }
    }
    if (count == found.length) {
      return found;
    }
    M[] declared = Arrays.copyOf(found, count);
    int index = 0;
    for (M member : found) {
      if (!isAdded(member)) {
        declared[index++] = member;
      }
    }
    return declared;
  }

  private static boolean isAdded(Member member) {
    return member.isSynthetic()
        && (member.getName().startsWith(ADDED)
            || (member instanceof Field && member.getName().equals("serialVersionUID")));
  }
}
