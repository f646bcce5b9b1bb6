package io.lazyloader.agent.analysis;

import static org.objectweb.asm.Opcodes.*;

import io.lazyloader.agent.analysis.MethodCode.Call;
import io.lazyloader.agent.analysis.MethodCode.FieldUse;
import io.lazyloader.agent.analysis.Verdict.Kind;
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
  private final Interpreter interpreter;
  private final Heap heap;
  private final DynamicCalls dynamicCalls;

  Instructions(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.heap = interpreter.heap;
    this.dynamicCalls = new DynamicCalls(interpreter);
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
        interpreter.unwindTo(frame);
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
    private final @Nullable Object[] stack;

    /** Whether this is the initialiser itself, whose positions matter. */
    private final boolean isInitialiser;

    private int top;

    Run(Frame frame, @Nullable Object[] locals) {
      this.frame = frame;
      this.code = frame.code;
      this.locals = locals;
      this.stack = new Object[code.maxStack + 1];
      this.isInitialiser = frame.caller == interpreter.current().trigger;
    }

    void handle(Obj throwable) {
      top = 0;
      push(throwable);
    }

    private void push(@Nullable Object value) {
      stack[top++] = value;
    }

    private @Nullable Object pop() {
      return stack[--top];
    }

    private int popInt() {
      Object value = pop();
      if (value instanceof Integer number) {
        return number;
      }
      throw interpreter.unknown(value);
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
          interpreter.current().at(at);
        }
        interpreter.step();
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
        push(heap.element(heap.readable(pop()), index));
      } else if (opcode <= ASTORE) {
        locals[code.numbers[at]] = pop();
      } else if (opcode <= SASTORE) {
        Object value = pop();
        int index = popInt();
        heap.setElement(heap.writable(pop()), index, value);
      } else if (opcode <= SWAP) {
        shuffle(opcode);
      } else if (opcode < IFEQ && opcode != IINC) {
        calculate(opcode);
      } else {
        return stepElse(opcode, at);
      }
      return at + 1;
    }

    private int stepElse(int opcode, int at) {
      switch (opcode) {
        case IINC -> {
          Object value = locals[code.numbers[at]];
          Object increment = code.operands[at];
          if (value instanceof Integer number && increment instanceof Integer by) {
            locals[code.numbers[at]] = number + by;
          }
        }
        case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE -> {
          return Arithmetic.compare(opcode - IFEQ, popInt(), 0) ? code.numbers[at] : at + 1;
        }
        case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE -> {
          int right = popInt();
          int left = popInt();
          return Arithmetic.compare(opcode - IF_ICMPEQ, left, right) ? code.numbers[at] : at + 1;
        }
        case IF_ACMPEQ, IF_ACMPNE -> {
          boolean same = isSame(pop(), pop());
          return same == (opcode == IF_ACMPEQ) ? code.numbers[at] : at + 1;
        }
        case IFNULL, IFNONNULL -> {
          boolean isNull = isSame(pop(), null);
          return isNull == (opcode == IFNULL) ? code.numbers[at] : at + 1;
        }
        case GOTO -> {
          return code.numbers[at];
        }
        case TABLESWITCH, LOOKUPSWITCH -> {
          if (code.operands[at] instanceof MethodCode.Switch table) {
            return table.target(popInt(), code.numbers[at]);
          }
        }
        case GETSTATIC -> push(heap.getStatic(field(at)));
        case PUTSTATIC -> heap.putStatic(field(at), pop());
        case GETFIELD -> push(heap.getField(pop(), field(at)));
        case PUTFIELD -> {
          Object value = pop();
          heap.putField(pop(), field(at), value);
        }
        case INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC, INVOKEINTERFACE -> call(opcode, at);
        case INVOKEDYNAMIC -> callDynamically(at);
        case NEW -> push(interpreter.made(interpreter.type(text(at))));
        case NEWARRAY -> push(heap.array(primitiveArray(code.numbers[at]), popInt()));
        case ANEWARRAY -> push(heap.array(Types.arrayDescriptor(text(at)), popInt()));
        case MULTIANEWARRAY -> {
          int[] lengths = new int[code.numbers[at]];
          for (int index = lengths.length - 1; index >= 0; index--) {
            lengths[index] = popInt();
          }
          push(heap.arrays(text(at), lengths, 0));
        }
        case ARRAYLENGTH -> push(heap.array(pop()).length());
        case ATHROW -> throw thrown(pop());
        case CHECKCAST -> {
          Object value = stack[top - 1];
          if (value instanceof Opaque opaque) {
            if (mayFail(opaque, text(at))) {
              throw interpreter.unknown(opaque);
            }
          } else if (value != null && !interpreter.types.isInstance(value, text(at))) {
            throw heap.exception("java/lang/ClassCastException");
          }
        }
        case INSTANCEOF -> {
          Object value = pop();
          if (value instanceof Opaque opaque) {
            throw interpreter.unknown(opaque);
          }
          push(value != null && interpreter.types.isInstance(value, text(at)) ? 1 : 0);
        }
        case MONITORENTER -> heap.lock(pop());
        case MONITOREXIT -> pop();
        case NOP -> {}
        default ->
            throw interpreter.refusal(
                Kind.UNKNOWN, "it uses an instruction that is not modelled: " + opcode);
      }
      return at + 1;
    }

    /** Whether a value that is not known may be no instance of a type. What is trusted is. */
    private boolean mayFail(Opaque value, String target) {
      return !value.cause().isEmpty()
          && !interpreter.types.isSubtype(
              Type.getType(value.descriptor()).getInternalName(), target);
    }

    private String text(int at) {
      return String.valueOf(code.operands[at]);
    }

    private boolean isSame(@Nullable Object left, @Nullable Object right) {
      if (left instanceof Opaque || right instanceof Opaque) {
        // Interned strings and the like may be the same object: only equal identity is certain.
        if (left == right) {
          return true;
        }
        throw interpreter.unknown(left instanceof Opaque ? left : right);
      }
      // One that captures nothing may be one object or several (JLS 17 §15.27.4).
      boolean areOfOneSite =
          left != right
              && left instanceof Lambda one
              && right instanceof Lambda other
              && one.implementation.equals(other.implementation)
              && one.captured.length == 0;
      if (areOfOneSite) {
        throw interpreter.refusal(
            Kind.UNKNOWN, "it compares lambdas, which may be one object or several");
      }
      return heap.isSame(left, right);
    }

    private Thrown thrown(@Nullable Object value) {
      if (value == null) {
        return heap.nullPointer();
      }
      if (value instanceof Obj throwable) {
        return new Thrown(throwable, interpreter.places());
      }
      throw interpreter.unknown(value);
    }

    private FieldInfo field(int at) {
      FieldUse use = (FieldUse) code.operands[at];
      if (use == null) {
        throw new IllegalStateException("no field at " + at);
      }
      FieldInfo known = use.resolved;
      if (known == null) {
        known = interpreter.type(use.owner).findField(use.name + ' ' + use.descriptor);
        if (known == null) {
          throw interpreter.refusal(
              Kind.UNKNOWN, "there is no field " + Names.binary(use.owner) + '.' + use.name);
        }
        use.resolved = known;
      }
      return known;
    }

    private void call(int opcode, int at) {
      Call call = (Call) code.operands[at];
      if (call == null) {
        throw new IllegalStateException("no method at " + at);
      }
      boolean isStatic = opcode == INVOKESTATIC;
      int count = call.arguments + (isStatic ? 0 : 1);
      @Nullable Object[] arguments = new Object[count];
      for (int index = count - 1; index >= 0; index--) {
        arguments[index] = pop();
      }
      if (call.owner.equals("java/lang/String") && call.name.equals("<init>")) {
        becomes(arguments[0], interpreter.natives().newString(call, arguments));
        return;
      }
      Object result =
          interpreter.natives().isHandle(call)
              ? interpreter.natives().callHandle(call, arguments)
              : invoke(opcode, call, arguments);
      if (!call.descriptor.endsWith(")V")) {
        push(result);
      }
    }

    /** Puts a string, which is made at once, where its place was held until its constructor ran. */
    private void becomes(@Nullable Object place, String made) {
      for (int index = 0; index < top; index++) {
        stack[index] = stack[index] == place ? made : stack[index];
      }
      for (int index = 0; index < locals.length; index++) {
        locals[index] = locals[index] == place ? made : locals[index];
      }
    }

    private @Nullable Object invoke(int opcode, Call call, @Nullable Object[] arguments) {
      if (call.owner.charAt(0) == '[') {
        return interpreter.calls().onArray(call, arguments);
      }
      return switch (opcode) {
        case INVOKESTATIC -> interpreter.calls().callStatic(call, arguments);
        case INVOKESPECIAL -> interpreter.calls().callSpecial(call, arguments, frame.method.owner);
        default -> interpreter.calls().callVirtual(call, arguments);
      };
    }

    private void callDynamically(int at) {
      InvokeDynamicInsnNode site = (InvokeDynamicInsnNode) code.operands[at];
      if (site == null) {
        throw new IllegalStateException("no call site at " + at);
      }
      int count = Type.getArgumentTypes(site.desc).length;
      @Nullable Object[] arguments = new Object[count];
      for (int index = count - 1; index >= 0; index--) {
        arguments[index] = pop();
      }
      push(dynamicCalls.call(site, arguments, frame.method.owner));
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
          throw interpreter.refusal(Kind.UNKNOWN, "it uses a method type constant");
        }
        return interpreter.world.reference(
            type.getSort() == Type.ARRAY ? type.getDescriptor() : type.getInternalName());
      }
      if (constant instanceof Handle || constant instanceof ConstantDynamic) {
        throw interpreter.refusal(Kind.UNKNOWN, "it uses a method handle or dynamic constant");
      }
      return constant instanceof String text ? text.intern() : constant;
    }

    private void calculate(int opcode) {
      Object right = popNumber();
      Object left = Arithmetic.isUnary(opcode) ? right : popNumber();
      if (right instanceof Opaque opaque) {
        if (Arithmetic.divides(opcode)) {
          throw interpreter.unknown(opaque);
        }
        push(opaque.as(Arithmetic.resultType(opcode)));
        return;
      }
      if (Arithmetic.dividesByZero(opcode, right)) {
        throw heap.exception("java/lang/ArithmeticException", "/ by zero");
      }
      if (left instanceof Opaque opaque) {
        push(opaque.as(Arithmetic.resultType(opcode)));
        return;
      }
      push(Arithmetic.calculate(opcode, left, right));
    }

    /** Stack instructions, by what they do to values of one or two places. */
    private void shuffle(int opcode) {
      Object first = pop();
      switch (opcode) {
        case POP -> {}
        case POP2 -> {
          if (!Values.isWide(first)) {
            pop();
          }
        }
        case DUP -> push(first, first);
        case DUP_X1 -> {
          Object second = pop();
          push(first, second, first);
        }
        case DUP_X2 -> {
          Object second = pop();
          if (Values.isWide(second)) {
            push(first, second, first);
          } else {
            Object third = pop();
            push(first, third, second, first);
          }
        }
        case DUP2 -> {
          if (Values.isWide(first)) {
            push(first, first);
          } else {
            Object second = pop();
            push(second, first, second, first);
          }
        }
        case DUP2_X1 -> {
          Object second = pop();
          if (Values.isWide(first)) {
            push(first, second, first);
          } else {
            Object third = pop();
            push(second, first, third, second, first);
          }
        }
        case DUP2_X2 -> dup2x2(first);
        default -> {
          Object second = pop();
          push(first, second);
        }
      }
    }

    private void dup2x2(@Nullable Object first) {
      Object second = pop();
      boolean wideFirst = Values.isWide(first);
      if (wideFirst && Values.isWide(second)) {
        push(first, second, first);
        return;
      }
      Object third = pop();
      if (wideFirst) {
        push(first, third, second, first);
      } else if (Values.isWide(third)) {
        push(second, first, third, second, first);
      } else {
        Object fourth = pop();
        push(second, first, fourth, third);
        push(second, first);
      }
    }

    private void push(@Nullable Object... values) {
      for (Object value : values) {
        push(value);
      }
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
