package io.lazyloader.agent.analysis.world;

import io.lazyloader.agent.rewrite.FieldResolution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** A class as its class file declares it, linked to its superclass. */
public final class TypeInfo {
  public final String name;
  public final int access;
  final int version;
  public final @Nullable TypeInfo superType;
  public final List<TypeInfo> interfaces;
  public final String sourceFile;
  public final Map<String, FieldInfo> fields;
  public final Map<String, MethodInfo> methods;

  /** The classes of its nest, itself included (JVMS 17 §4.7.28). */
  final List<String> nest;

  /** Instance fields, those of superclasses included, each at its slot. */
  public final List<FieldInfo> instanceFields;

  public final int staticCount;

  /** Whether the source has it inside another class or a method (JVMS 17 §4.7.6). */
  public final boolean isNested;

  /** What the source calls it, if it is nested; null if it is anonymous. */
  public final @Nullable String innerName;

  /** The class that it is a member of, or null. */
  public final @Nullable String outerName;

  /** Overriding methods by name and descriptor, as they were looked up. */
  private final Map<String, MethodInfo> selected = new ConcurrentHashMap<>();

  TypeInfo(Declaration declaration, @Nullable TypeInfo superType, List<TypeInfo> interfaces) {
    this.name = declaration.name;
    this.access = declaration.access;
    this.version = declaration.version;
    this.sourceFile = declaration.sourceFile;
    this.superType = superType;
    this.interfaces = interfaces;
    this.nest = declaration.nest;
    this.fields = new LinkedHashMap<>();
    this.methods = new HashMap<>();
    this.instanceFields = new ArrayList<>();
    if (superType != null) {
      instanceFields.addAll(superType.instanceFields);
    }
    int statics = 0;
    for (Declaration.Field field : declaration.fields) {
      boolean isStatic = (field.access & Opcodes.ACC_STATIC) != 0;
      int slot = isStatic ? statics++ : instanceFields.size();
      FieldInfo info =
          new FieldInfo(this, field.access, field.name, field.descriptor, field.constant, slot);
      info.stable = field.stable && Names.isOfPlatform(name);
      fields.put(field.name + ' ' + field.descriptor, info);
      if (!isStatic) {
        instanceFields.add(info);
      }
    }
    staticCount = statics;
    isNested = declaration.isNested;
    innerName = declaration.innerName;
    outerName = declaration.outerName;
    for (String[] method : declaration.methods) {
      int methodAccess = Integer.parseInt(method[2]);
      methods.put(method[0] + method[1], new MethodInfo(this, methodAccess, method[0], method[1]));
    }
  }

  public boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  public boolean isAbstract() {
    return (access & Opcodes.ACC_ABSTRACT) != 0;
  }

  public boolean isEnum() {
    return (access & Opcodes.ACC_ENUM) != 0;
  }

  /** Whether a compiler made it, for no line of the source. */
  boolean isSynthetic() {
    return (access & Opcodes.ACC_SYNTHETIC) != 0;
  }

  /** Whether {@code Class.isRecord} says so. */
  public boolean isRecord() {
    return superType != null
        && superType.name.equals("java/lang/Record")
        && (access & Opcodes.ACC_FINAL) != 0
        && (access & Opcodes.ACC_RECORD) != 0;
  }

  public String binaryName() {
    return Names.binary(name);
  }

  String packageName() {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  public @Nullable MethodInfo initialiser() {
    return methods.get("<clinit>()V");
  }

  public boolean isSubtypeOf(String other) {
    if (name.equals(other)) {
      return true;
    }
    if (superType != null && superType.isSubtypeOf(other)) {
      return true;
    }
    for (TypeInfo each : interfaces) {
      if (each.isSubtypeOf(other)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Finds the field that a reference to this class means.
   *
   * @param key its name, a space, and its descriptor
   * @return null if neither this class nor any above it declares it
   */
  public @Nullable FieldInfo findField(String key) {
    TypeInfo declaring = new Resolution(key).declaring(this);
    return declaring == null ? null : declaring.fields.get(key);
  }

  private record Resolution(String key) implements FieldResolution<TypeInfo> {
    @Override
    public boolean declares(TypeInfo type) {
      return type.fields.containsKey(key);
    }

    @Override
    public List<TypeInfo> above(TypeInfo type) {
      if (type.superType == null) {
        return type.interfaces;
      }
      List<TypeInfo> above = new ArrayList<>(type.interfaces);
      above.add(type.superType);
      return above;
    }
  }

  /** Method resolution (JVMS 17 §5.4.3.3, §5.4.3.4). */
  public @Nullable MethodInfo findMethod(String key) {
    for (TypeInfo type = this; type != null; type = type.superType) {
      MethodInfo own = type.methods.get(key);
      if (own != null) {
        return own;
      }
    }
    return findInInterfaces(key);
  }

  /**
   * Method selection (JVMS 17 §5.4.6): what a call of a resolved method on an object of this class
   * runs.
   *
   * @return null if that is nothing, or not one method
   */
  public @Nullable MethodInfo select(MethodInfo resolved) {
    if (resolved.isPrivate() || resolved.isStatic()) {
      return resolved;
    }
    String key = resolved.name + resolved.descriptor;
    boolean inPackage = resolved.isPackagePrivate() && !resolved.owner.isInterface();
    MethodInfo known = inPackage ? null : selected.get(key);
    if (known != null) {
      return known;
    }
    for (TypeInfo type = this; type != null; type = type.superType) {
      MethodInfo own = type.methods.get(key);
      if (own == null || own.isPrivate() || own.isStatic()) {
        continue;
      }
      if (!inPackage) {
        selected.put(key, own);
        return own;
      }
      if (own == resolved || type.packageName().equals(resolved.owner.packageName())) {
        return own;
      }
    }
    MethodInfo inherited = findInInterfaces(key);
    if (inherited != null && !inPackage) {
      selected.put(key, inherited);
    }
    return inherited;
  }

  private @Nullable MethodInfo findInInterfaces(String key) {
    List<MethodInfo> candidates = new ArrayList<>();
    for (TypeInfo type = this; type != null; type = type.superType) {
      type.collectFromInterfaces(key, candidates);
    }
    MethodInfo best = null;
    for (MethodInfo candidate : candidates) {
      if (best == null
          || candidate.owner.isSubtypeOf(best.owner.name)
          || (best.isAbstract()
              && !candidate.isAbstract()
              && !best.owner.isSubtypeOf(candidate.owner.name))) {
        best = candidate;
      }
    }
    return best;
  }

  /**
   * The interfaces that are initialised before this class: those with methods to inherit, if they
   * have something to initialise (JVMS 17 §5.5, step 7). Of an interface: what a lambda initialises
   * that implements it.
   */
  public List<TypeInfo> interfacesToInitialise() {
    List<TypeInfo> found = new ArrayList<>();
    collectToInitialise(found);
    return found;
  }

  private void collectToInitialise(List<TypeInfo> found) {
    for (TypeInfo each : interfaces) {
      each.collectToInitialise(found);
    }
    if (isInterface() && initialiser() != null && hasDefaultMethods() && !found.contains(this)) {
      found.add(this);
    }
  }

  private boolean hasDefaultMethods() {
    for (MethodInfo method : methods.values()) {
      if (!method.isAbstract() && !method.isStatic()) {
        return true;
      }
    }
    return false;
  }

  private void collectFromInterfaces(String key, List<MethodInfo> candidates) {
    for (TypeInfo each : interfaces) {
      MethodInfo own = each.methods.get(key);
      if (own != null && !own.isPrivate() && !own.isStatic()) {
        candidates.add(own);
      }
      each.collectFromInterfaces(key, candidates);
    }
  }
}
