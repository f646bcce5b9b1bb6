package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.jdk.MethodTable.Topic;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.MethodCode.Call;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.Names;
import io.lazyloader.agent.analysis.world.TypeInfo;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/** The methods of the {@link MethodTable} in one machine. */
final class JdkMethods implements Intrinsics {
  private final Machine machine;
  private final Boxes boxes;
  private final Texts texts;
  private final HostCalls host;
  private final CharsetMethods charsets;
  private final StringMethods strings;
  private final EnumMethods enums;
  private final Variables variables;
  private final HandleMethods handles;
  private final DynamicCallSites callSites;

  /** The code for each topic, once it is asked for. */
  private final Map<Topic, Methods> topics = new EnumMap<>(Topic.class);

  JdkMethods(Machine machine) {
    this.machine = machine;
    this.boxes = new Boxes(machine);
    this.texts = new Texts(machine);
    this.host = new HostCalls(machine);
    this.charsets = new CharsetMethods(machine);
    this.strings = new StringMethods(machine, host, charsets);
    this.enums = new EnumMethods(machine);
    this.variables = new Variables(machine);
    this.handles = new HandleMethods(machine, variables);
    this.callSites = new DynamicCallSites(machine, texts, boxes);
  }

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    MethodTable.Entry entry =
        Names.isOfPlatform(method.owner.name)
            ? MethodTable.find(method.owner.name, method.name)
            : null;
    if (entry == null) {
      return NOT_MODELLED;
    }
    return entry.row().does() == Row.Does.COMPUTES
        ? topic(entry.topic()).call(method, arguments)
        : entry.row().apply(method, arguments, machine.execution());
  }

  private Methods topic(Topic topic) {
    Methods known = topics.get(topic);
    if (known == null) {
      known = make(topic);
      topics.put(topic, known);
    }
    return known;
  }

  private Methods make(Topic topic) {
    return switch (topic) {
      case OBJECTS -> new ObjectMethods(machine);
      case ARRAYS -> new ArrayMethods(machine);
      case CLASSES -> new ClassMethods(machine, enums);
      case ENUMS -> enums;
      case THROWABLES -> new ThrowableMethods(machine);
      case STRINGS -> strings;
      case BUILDERS -> new BuilderMethods(machine, host, texts);
      case NUMBERS -> new NumberMethods(machine, host, boxes);
      case CHARSETS -> charsets;
      case MEMORY -> new UnsafeMethods(machine, variables);
      case HANDLES -> handles;
      case CALLERS -> new CallerMethods(machine);
      case JVM -> new JvmMethods();
      case FILES -> new FileMethods(machine);
      case ENVIRONMENT, EFFECTS -> throw new IllegalStateException("no code for " + topic);
    };
  }

  @Override
  public boolean isSignaturePolymorphic(Call call) {
    return HandleMethods.isAccess(call);
  }

  @Override
  public @Nullable Object callSignaturePolymorphic(Call call, @Nullable Object[] arguments) {
    return handles.access(call, arguments);
  }

  @Override
  public @Nullable Object callDynamically(
      InvokeDynamicInsnNode site, @Nullable Object[] arguments, TypeInfo caller) {
    return callSites.call(site, arguments, caller);
  }

  @Override
  public String newString(Call constructor, @Nullable Object[] arguments) {
    return strings.newString(constructor, arguments);
  }

  @Override
  public Object boxed(Type type, Object value) {
    return boxes.boxed(type, value);
  }

  @Override
  public Object unboxed(Object box) {
    return boxes.unboxed(box);
  }
}
