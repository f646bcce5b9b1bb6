package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.MethodCode.Call;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.Names;
import io.lazyloader.agent.analysis.world.TypeInfo;
import java.util.HashMap;
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

  /** The code for each topic, once it is asked for. */
  private final Map<String, Methods> topics = new HashMap<>();

  private @Nullable DynamicCallSites callSites;

  JdkMethods(Machine machine) {
    this.machine = machine;
    this.boxes = new Boxes(machine);
    this.texts = new Texts(machine);
    this.host = new HostCalls(machine);
  }

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    String owner = method.owner.name;
    Row row = Names.isOfPlatform(owner) ? MethodTable.find(owner, method.name) : null;
    if (row == null) {
      return NOT_MODELLED;
    }
    return row.does() == Row.Does.COMPUTES
        ? topic(row.topic()).call(method, arguments)
        : row.apply(method, arguments, machine.execution());
  }

  private Methods topic(String topic) {
    Methods known = topics.get(topic);
    if (known == null) {
      known = make(topic);
      topics.put(topic, known);
    }
    return known;
  }

  private Methods make(String topic) {
    return switch (topic) {
      case "Objects" -> new ObjectMethods(machine);
      case "Arrays" -> new ArrayMethods(machine);
      case "Classes" -> new ClassMethods(machine, (EnumMethods) topic("Enums"));
      case "Enums" -> new EnumMethods(machine);
      case "Throwables" -> new ThrowableMethods(machine);
      case "Strings" -> new StringMethods(machine, host, (CharsetMethods) topic("Charsets"));
      case "Builders" -> new BuilderMethods(machine, host, texts);
      case "Numbers" -> new NumberMethods(machine, host, boxes);
      case "Charsets" -> new CharsetMethods(machine);
      case "Unsafe" -> new UnsafeMethods(machine, new Variables(machine));
      case "Handles" -> new HandleMethods(machine, new Variables(machine));
      case "Callers" -> new CallerMethods(machine);
      case "JVM" -> new JvmMethods();
      case "Files" -> new FileMethods(machine);
      default -> throw new IllegalStateException("no code for the topic " + topic);
    };
  }

  @Override
  public boolean isSignaturePolymorphic(Call call) {
    return call.owner.equals("java/lang/invoke/VarHandle") && !call.name.endsWith("Fence");
  }

  @Override
  public @Nullable Object callSignaturePolymorphic(Call call, @Nullable Object[] arguments) {
    return ((HandleMethods) topic("Handles")).access(call, arguments);
  }

  @Override
  public @Nullable Object callDynamically(
      InvokeDynamicInsnNode site, @Nullable Object[] arguments, TypeInfo caller) {
    DynamicCallSites known = callSites;
    if (known == null) {
      known = new DynamicCallSites(machine, texts, boxes);
      callSites = known;
    }
    return known.call(site, arguments, caller);
  }

  @Override
  public String newString(Call constructor, @Nullable Object[] arguments) {
    return ((StringMethods) topic("Strings")).newString(constructor, arguments);
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
