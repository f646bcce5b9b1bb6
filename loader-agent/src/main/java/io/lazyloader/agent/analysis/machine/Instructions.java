package io.lazyloader.agent.analysis.machine;

import static org.objectweb.asm.Opcodes.*;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.effects.Obstacle;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.heap.Types;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.MethodCode;
import io.lazyloader.agent.analysis.world.MethodCode.Call;
import io.lazyloader.agent.analysis.world.MethodCode.FieldUse;
import io.lazyloader.agent.analysis.world.Names;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * What single instructions do (JVMS 17 §6.5). A value takes one place of the operand stack here,
 * whatever its type.
 */
final class Instructions {
  private final Execution execution;
  private final Invoker invoker;
  private final Calls calls;
  private final Instances instances;
  private final Arrays arrays;
  private final Heap heap;
  private final StaticAccess statics;
  private final References references;

  Instructions(Machine machine, Invoker invoker) {
    this.execution = machine.execution();
    this.references = new References(execution, machine.types(), machine.instances());
    this.invoker = invoker;
    this.calls = machine.calls();
    this.instances = machine.instances();
    this.arrays = machine.arrays();
    this.heap = machine.heap();
    this.statics = machine.statics();
  }

  /** Runs a method from an instruction on, with an empty operand stack. */
  @Nullable Object run(Frame frame, @Nullable Object[] locals, int start) {
    Run run = new Run(frame, locals);
    int at = start;
    while (true) {
      try {
        return run.from(at);
      } catch (Thrown thrown) {
        at = handler(frame, thrown);
        if (at < 0) {
          throw thrown;
        }
        execution.unwindTo(frame);
        run.handle(thrown.throwable);
      }
    }
  }

  private int handler(Frame frame, Thrown thrown) {
    MethodCode code = frame.code;
    for (int index = 0; index < code.handlers.size(); index++) {
      int[] range = code.handlers.get(index);
      String type = code.caught.get(index);
      if (frame.at >= range[0]
          && frame.at < range[1]
          && (type == null || thrown.throwable.type.isSubtypeOf(type))) {
        return range[2];
      }
    }
    return -1;
  }

  /** One method that runs: its locals and its operand stack. */
  private final class Run {
    private final Frame frame;
    private final MethodCode code;
    private final @Nullable Object[] locals;
    private final OperandStack stack;

    /** Whether this is the initialiser itself, whose positions matter. */
    private final boolean isInitialiser;

    Run(Frame frame, @Nullable Object[] locals) {
      this.frame = frame;
      this.code = frame.code;
      this.locals = locals;
      this.stack = new OperandStack(code.maxStack + 1);
      this.isInitialiser = frame.caller == execution.trigger();
    }

    void handle(Instance throwable) {
      stack.clear();
      push(throwable);
    }

    private void push(@Nullable Object value) {
      stack.push(value);
    }

    private @Nullable Object pop() {
      return stack.pop();
    }

    private int popInt() {
      Object value = pop();
      if (value instanceof Integer number) {
        return number;
      }
      throw execution.unknown(value);
    }

    private Object popNumber() {
      Object value = pop();
      if (value == null) {
        throw new IllegalStateException("null where a number must be");
      }
      return value;
    }

    @Nullable Object from(int start) {
      int at = start;
      while (true) {
        frame.at = at;
        if (isInitialiser) {
          execution.current().at(at);
        }
        execution.step();
        int opcode = code.opcodes[at];
        if (opcode >= IRETURN && opcode <= ARETURN) {
          return pop();
        }
        if (opcode == RETURN) {
          return null;
        }
        at = step(opcode, at);
      }
    }

    /** Does one instruction; returns where to go on. */
    private int step(int opcode, int at) {
      if (opcode <= LDC) {
        pushConstant(opcode, at);
      } else if (opcode <= ALOAD) {
        push(locals[code.numbers[at]]);
      } else if (opcode <= SALOAD) {
        int index = popInt();
        push(arrays.element(heap.readable(pop()), index));
      } else if (opcode <= ASTORE) {
        locals[code.numbers[at]] = pop();
      } else if (opcode <= SASTORE) {
        Object value = pop();
        int index = popInt();
        arrays.setElement(heap.writable(pop()), index, value);
      } else if (opcode <= SWAP) {
        stack.shuffle(opcode);
      } else if (opcode < IFEQ && opcode != IINC) {
        calculate(opcode);
      } else {
        return stepElse(opcode, at);
      }
      return at + 1;
    }

    private int stepElse(int opcode, int at) {
      if (opcode == IINC) {
        increment(at);
        return at + 1;
      }
      if (opcode <= LOOKUPSWITCH || opcode == IFNULL || opcode == IFNONNULL) {
        return jump(opcode, at);
      }
      if (opcode <= INVOKEDYNAMIC) {
        access(opcode, at);
      } else {
        make(opcode, at);
      }
      return at + 1;
    }

    private void increment(int at) {
      Object value = locals[code.numbers[at]];
      Object increment = code.operands[at];
      if (value instanceof Integer number && increment instanceof Integer by) {
        locals[code.numbers[at]] = number + by;
      }
    }

    /** Jumps and switches; returns where to go on. */
    private int jump(int opcode, int at) {
      boolean jumps;
      switch (opcode) {
        case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE ->
            jumps = Arithmetic.compare(opcode - IFEQ, popInt(), 0);
        case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE -> {
          int right = popInt();
          int left = popInt();
          jumps = Arithmetic.compare(opcode - IF_ICMPEQ, left, right);
        }
        case IF_ACMPEQ, IF_ACMPNE ->
            jumps = references.isSame(pop(), pop()) == (opcode == IF_ACMPEQ);
        case IFNULL, IFNONNULL -> jumps = references.isSame(pop(), null) == (opcode == IFNULL);
        case GOTO -> jumps = true;
        case TABLESWITCH, LOOKUPSWITCH -> {
          return ((MethodCode.Switch) operand(at)).target(popInt(), code.numbers[at]);
        }
        default -> throw notModelled(opcode);
      }
      return jumps ? code.numbers[at] : at + 1;
    }

    /** Fields and calls. */
    private void access(int opcode, int at) {
      switch (opcode) {
        case GETSTATIC -> push(statics.get(field(at)));
        case PUTSTATIC -> statics.put(field(at), pop());
        case GETFIELD -> push(heap.getField(pop(), field(at)));
        case PUTFIELD -> {
          Object value = pop();
          heap.putField(pop(), field(at), value);
        }
        case INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC, INVOKEINTERFACE -> call(opcode, at);
        case INVOKEDYNAMIC -> callDynamically(at);
        default -> throw notModelled(opcode);
      }
    }

    /** Objects, and what they are. */
    private void make(int opcode, int at) {
      switch (opcode) {
        case NEW -> push(calls.newInstance(execution.type(text(at))));
        case NEWARRAY -> push(arrays.make(primitiveArray(code.numbers[at]), popInt()));
        case ANEWARRAY -> push(arrays.make(Types.arrayDescriptor(text(at)), popInt()));
        case MULTIANEWARRAY -> {
          int[] lengths = new int[code.numbers[at]];
          for (int index = lengths.length - 1; index >= 0; index--) {
            lengths[index] = popInt();
          }
          push(arrays.make(text(at), lengths, 0));
        }
        case ARRAYLENGTH -> push(heap.array(pop()).length());
        case ATHROW -> throw thrown(pop());
        case CHECKCAST -> references.checkCast(stack.peek(), text(at));
        case INSTANCEOF -> push(references.isInstance(pop(), text(at)) ? 1 : 0);
        case MONITORENTER -> heap.lock(pop());
        case MONITOREXIT -> pop();
        default -> throw notModelled(opcode);
      }
    }

    private Obstacle notModelled(int opcode) {
      return execution.obstacle(
          Kind.UNKNOWN, "it uses an instruction that is not modelled: " + opcode);
    }

    private String text(int at) {
      return String.valueOf(code.operands[at]);
    }

    private Object operand(int at) {
      Object operand = code.operands[at];
      if (operand == null) {
        throw new IllegalStateException("no operand at " + at);
      }
      return operand;
    }

    private Thrown thrown(@Nullable Object value) {
      if (value == null) {
        return instances.nullPointer();
      }
      if (value instanceof Instance throwable) {
        return new Thrown(throwable, execution.places());
      }
      throw execution.unknown(value);
    }

    private FieldInfo field(int at) {
      FieldUse use = (FieldUse) operand(at);
      FieldInfo known = use.resolved;
      if (known == null) {
        known = execution.type(use.owner).findField(use.name + ' ' + use.descriptor);
        if (known == null) {
          throw execution.obstacle(
              Kind.UNKNOWN, "there is no field " + Names.binary(use.owner) + '.' + use.name);
        }
        use.resolved = known;
      }
      return known;
    }

    private void call(int opcode, int at) {
      Call call = (Call) operand(at);
      boolean isStatic = opcode == INVOKESTATIC;
      @Nullable Object[] arguments = stack.pop(call.arguments + (isStatic ? 0 : 1));
      if (call.owner.equals("java/lang/String") && call.name.equals("<init>")) {
        becomes(arguments[0], invoker.intrinsics().newString(call, arguments));
        return;
      }
      Object result =
          invoker.intrinsics().isSignaturePolymorphic(call)
              ? invoker.intrinsics().callSignaturePolymorphic(call, arguments)
              : invoke(opcode, call, arguments);
      if (!call.descriptor.endsWith(")V")) {
        push(result);
      }
    }

    /** Puts a string, which is made at once, where its place was held until its constructor ran. */
    private void becomes(@Nullable Object place, String made) {
      stack.replace(place, made);
      for (int index = 0; index < locals.length; index++) {
        locals[index] = locals[index] == place ? made : locals[index];
      }
    }

    private @Nullable Object invoke(int opcode, Call call, @Nullable Object[] arguments) {
      if (call.owner.charAt(0) == '[') {
        return calls.onArray(call, arguments);
      }
      return switch (opcode) {
        case INVOKESTATIC -> calls.callStatic(call, arguments);
        case INVOKESPECIAL -> calls.callSpecial(call, arguments, frame.method.owner);
        default -> calls.callVirtual(call, arguments);
      };
    }

    private void callDynamically(int at) {
      InvokeDynamicInsnNode site = (InvokeDynamicInsnNode) operand(at);
      @Nullable Object[] arguments = stack.pop(Type.getArgumentTypes(site.desc).length);
      push(invoker.intrinsics().callDynamically(site, arguments, frame.method.owner));
    }

    private void pushConstant(int opcode, int at) {
      if (opcode == LDC) {
        push(constant(code.operands[at]));
      } else if (opcode == BIPUSH || opcode == SIPUSH) {
        push(code.numbers[at]);
      } else if (opcode != NOP) {
        push(Arithmetic.constant(opcode));
      }
    }

    private @Nullable Object constant(@Nullable Object constant) {
      if (constant instanceof Type type) {
        if (type.getSort() == Type.METHOD) {
          throw execution.obstacle(Kind.UNKNOWN, "it uses a method type constant");
        }
        return execution
            .world()
            .mirror(type.getSort() == Type.ARRAY ? type.getDescriptor() : type.getInternalName());
      }
      if (constant instanceof Handle || constant instanceof ConstantDynamic) {
        throw execution.obstacle(Kind.UNKNOWN, "it uses a method handle or dynamic constant");
      }
      return constant instanceof String text ? text.intern() : constant;
    }

    private void calculate(int opcode) {
      Object right = popNumber();
      Object left = Arithmetic.isUnary(opcode) ? right : popNumber();
      if (right instanceof Opaque opaque) {
        if (Arithmetic.divides(opcode)) {
          throw execution.unknown(opaque);
        }
        push(opaque.as(Arithmetic.resultType(opcode)));
        return;
      }
      if (Arithmetic.dividesByZero(opcode, right)) {
        throw instances.exception("java/lang/ArithmeticException", "/ by zero");
      }
      if (left instanceof Opaque opaque) {
        push(opaque.as(Arithmetic.resultType(opcode)));
        return;
      }
      push(Arithmetic.calculate(opcode, left, right));
    }
  }

  private static String primitiveArray(int code) {
    return switch (code) {
      case T_BOOLEAN -> "[Z";
      case T_CHAR -> "[C";
      case T_FLOAT -> "[F";
      case T_DOUBLE -> "[D";
      case T_BYTE -> "[B";
      case T_SHORT -> "[S";
      case T_LONG -> "[J";
      default -> "[I";
    };
  }
}
