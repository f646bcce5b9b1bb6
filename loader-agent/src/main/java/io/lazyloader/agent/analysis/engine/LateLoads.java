package io.lazyloader.agent.analysis.engine;

import io.lazyloader.agent.analysis.world.Names;
import io.lazyloader.agent.rewrite.Initialiser;
import io.lazyloader.agent.rewrite.Judge;
import io.lazyloader.agent.rewrite.Region;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Judges the regions of a class whose loader can be closed: one that would load a class when it
 * runs may find its loader closed by then, and must stay eager whatever else it does. What is left
 * is for another judge.
 *
 * <p>Allowed are the class itself and what {@code java.} packages hold, which no loader but the
 * JDK's may define. The code of a region is followed into methods of the same class; where it goes
 * anywhere else that is not the JDK's, the answer is no.
 */
public final class LateLoads implements Judge {
  private static final String PLATFORM = "java/";

  private final Judge other;
  private final byte[] classFile;

  /** By name and descriptor; read when the first region is judged. */
  private @Nullable Map<String, MethodNode> methods;

  private @Nullable MethodNode initialiser;
  private String className = "";
  private boolean isPlainObject;

  /**
   * Makes a judge for one class that a loader defines which can be closed.
   *
   * @param other judges what would load nothing late
   * @param classFile the class
   */
  public LateLoads(Judge other, byte[] classFile) {
    this.other = other;
    this.classFile = classFile;
  }

  @Override
  public @Nullable String obstacle(Region region) {
    String late = lateIn(region);
    return late == null
        ? other.obstacle(region)
        : "its class loader can be closed before it is read, and " + late;
  }

  @Override
  public long cost(Region region) {
    return other.cost(region);
  }

  @Override
  public String kind(Region region) {
    return other.kind(region);
  }

  @Override
  public String reason(Region region) {
    return other.reason(region);
  }

  private @Nullable String lateIn(Region region) {
    if (methods == null) {
      read();
    }
    MethodNode code = initialiser;
    if (code == null) {
      return "its code is not known";
    }
    Walk walk = new Walk(region.fields());
    int position = 0;
    for (AbstractInsnNode instruction : code.instructions) {
      if (instruction.getOpcode() >= 0) {
        if (position >= region.start() && position < region.end()) {
          walk.look(instruction);
        }
        position++;
      }
    }
    walk.lookAtHandlers(code);
    return walk.finish();
  }

  private void read() {
    ClassReader reader = new ClassReader(classFile);
    ClassNode read = new ClassNode();
    reader.accept(read, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    className = read.name;
    isPlainObject = read.superName != null && read.superName.startsWith(PLATFORM);
    Map<String, MethodNode> all = new HashMap<>();
    for (MethodNode method : read.methods) {
      all.put(method.name + method.desc, method);
    }
    methods = all;
    Initialiser found = Initialiser.of(reader);
    initialiser = found == null ? null : found.method();
  }

  /** What one region reaches. Stops at the first thing that it may have to load. */
  private final class Walk {
    private final Set<String> assigned;
    private final Deque<MethodNode> open = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private @Nullable String late;

    Walk(Set<String> assigned) {
      this.assigned = assigned;
    }

    @Nullable String finish() {
      while (late == null && !open.isEmpty()) {
        MethodNode method = open.removeFirst();
        for (AbstractInsnNode instruction : method.instructions) {
          look(instruction);
        }
        lookAtHandlers(method);
      }
      return late;
    }

    void lookAtHandlers(MethodNode method) {
      for (TryCatchBlockNode block : method.tryCatchBlocks) {
        if (block.type != null) {
          uses(block.type);
        }
      }
    }

    void look(AbstractInsnNode instruction) {
      if (instruction instanceof TypeInsnNode type) {
        uses(type.desc);
        if (type.getOpcode() == Opcodes.NEW && type.desc.equals(className)) {
          makesOwnObject();
        }
      } else if (instruction instanceof MultiANewArrayInsnNode array) {
        uses(array.desc);
      } else if (instruction instanceof FieldInsnNode field) {
        lookAt(field);
      } else if (instruction instanceof MethodInsnNode method) {
        calls(method.owner, method.name, method.desc);
      } else if (instruction instanceof LdcInsnNode constant) {
        lookAt(constant.cst);
      } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
        uses(Type.getMethodType(dynamic.desc));
        lookAt(dynamic.bsm);
        for (Object argument : dynamic.bsmArgs) {
          lookAt(argument);
        }
      }
    }

    private void lookAt(FieldInsnNode field) {
      uses(field.owner);
      if (field.getOpcode() == Opcodes.GETSTATIC
          && field.owner.equals(className)
          && !assigned.contains(field.name)) {
        // It may be lazy by a mark, and load then.
        isLate("it reads " + field.name);
      }
    }

    private void lookAt(Object constant) {
      if (constant instanceof Type type) {
        uses(type);
      } else if (constant instanceof ConstantDynamic) {
        isLate("it computes a constant");
      } else if (constant instanceof Handle handle) {
        if (handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
          uses(Type.getMethodType(handle.getDesc()));
          calls(handle.getOwner(), handle.getName(), handle.getDesc());
          if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL
              && handle.getOwner().equals(className)) {
            makesOwnObject();
          }
        } else {
          isLate("it has a handle for " + handle.getName());
        }
      }
    }

    /** The JDK may call any method of an object that it is given. */
    private void makesOwnObject() {
      if (!isPlainObject) {
        isLate("it runs the constructor of another class");
      }
      Map<String, MethodNode> all = methods;
      if (all != null) {
        for (MethodNode method : all.values()) {
          enter(method);
        }
      }
    }

    private void calls(String owner, String name, String descriptor) {
      uses(owner);
      if (owner.startsWith(PLATFORM)) {
        if (findsByName(owner, name)) {
          isLate("it finds something by name, by " + Names.binary(owner) + '.' + name);
        }
        return;
      }
      if (owner.charAt(0) == '[') {
        return;
      }
      MethodNode method = methods == null ? null : methods.get(name + descriptor);
      if (method == null) {
        isLate("it calls the inherited method " + name);
      } else {
        enter(method);
      }
    }

    private void enter(MethodNode method) {
      if ((method.access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) != 0) {
        isLate("it calls " + method.name + ", whose code is elsewhere");
      } else if (!method.name.equals("<clinit>") && seen.add(method.name + method.desc)) {
        open.add(method);
      }
    }

    private void uses(Type type) {
      if (type.getSort() == Type.METHOD) {
        uses(type.getReturnType());
        for (Type argument : type.getArgumentTypes()) {
          uses(argument);
        }
      } else if (type.getSort() >= Type.ARRAY) {
        uses(type.getInternalName());
      }
    }

    /** Notes a class or an array type, by its internal name. */
    private void uses(String name) {
      Type type = Type.getObjectType(name);
      Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
      if (element.getSort() == Type.OBJECT
          && !element.getInternalName().startsWith(PLATFORM)
          && !element.getInternalName().equals(className)) {
        isLate("it needs " + element.getClassName());
      }
    }

    private void isLate(String what) {
      if (late == null) {
        late = what;
      }
    }
  }

  /** Whether a method of the JDK finds classes or resources that its caller names by text. */
  private static boolean findsByName(String owner, String name) {
    return owner.startsWith("java/lang/reflect/")
        || owner.startsWith("java/lang/invoke/MethodHandles$")
        || owner.equals("java/lang/ClassLoader")
        || owner.equals("java/lang/Module")
        || owner.equals("java/util/ServiceLoader")
        || owner.equals("java/util/ResourceBundle")
        || owner.equals("java/io/ObjectInputStream")
        || (owner.equals("java/lang/Class")
            && (name.equals("forName") || name.startsWith("get") || name.equals("newInstance")));
  }
}
