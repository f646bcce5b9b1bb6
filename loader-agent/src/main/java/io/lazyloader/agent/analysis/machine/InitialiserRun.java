package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.effects.Obstacle;
import io.lazyloader.agent.analysis.effects.Simulation;
import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.Reachable;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.MethodCode;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.Names;
import io.lazyloader.agent.analysis.world.World;
import io.lazyloader.agent.rewrite.Initialiser;
import io.lazyloader.agent.rewrite.Region;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** Runs one initialiser; where that can't go on, goes on behind the smallest closed slice. */
final class InitialiserRun {
  private final Execution execution;
  private final Instructions instructions;

  InitialiserRun(Execution execution, Instructions instructions) {
    this.execution = execution;
    this.instructions = instructions;
  }

  /** What an exception says that is none of the simulated world's: of a class file, or of ours. */
  Obstacle failed(RuntimeException failure) {
    if (failure instanceof World.MissingClass missing) {
      return execution.obstacle(
          Kind.UNKNOWN, "class " + Names.binary(missing.name) + " can't be found");
    }
    StackTraceElement[] stack = failure.getStackTrace();
    String where = stack.length == 0 ? "" : " at " + stack[0];
    return execution.obstacle(Kind.UNKNOWN, "its evaluation failed: " + failure + where);
  }

  /** Runs the initialiser from its first instruction on. */
  void run(Simulation simulation) {
    MethodInfo method = simulation.type.initialiser();
    Initialiser initialiser = Initialiser.of(execution.world().reader(simulation.type));
    if (method == null || initialiser == null) {
      return;
    }
    MethodCode code = new MethodCode(initialiser.method());
    simulation.begin(initialiser, code.opcodes.length);
    Frame frame = new Frame(execution.trigger(), method, code);
    @Nullable Object[] locals = new Object[code.maxLocals];
    int start = 0;
    while (start < code.opcodes.length) {
      Obstacle obstacle = run(frame, locals, start);
      if (obstacle == null) {
        return;
      }
      execution.restart(frame);
      simulation.found(obstacle);
      Region slice = initialiser.around(frame.at);
      if (slice == null || simulation.isOverBudget()) {
        loseStates(simulation, code, frame.at, code.opcodes.length);
        simulation.loseFrom(frame.at, obstacle);
        return;
      }
      loseStates(simulation, code, slice.start(), slice.end());
      simulation.statics.lose(slice, obstacle);
      start = slice.end();
    }
  }

  /** Runs it as far as that goes; returns why it can't go on, or null at its end. */
  private @Nullable Obstacle run(Frame frame, @Nullable Object[] locals, int start) {
    execution.restart(frame);
    try {
      instructions.run(frame, locals, start);
      return null;
    } catch (Obstacle e) {
      return e;
    } catch (Thrown e) {
      return new Obstacle(
          Kind.UNSAFE,
          "it throws " + e.throwable.type.binaryName() + Instances.messageOf(e.throwable),
          e.chain,
          false);
    } catch (StackOverflowError e) {
      return new Obstacle(Kind.UNKNOWN, "its calls are too deep to follow", List.of(), true);
    } catch (TooDeep | World.Full e) {
      throw e;
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  /** Notes that instructions which were not run may have changed what the fields hold they read. */
  private static void loseStates(Simulation simulation, MethodCode code, int from, int to) {
    Reachable reachable = new Reachable();
    for (int at = from; at < to; at++) {
      if (code.opcodes[at] == Opcodes.GETSTATIC
          && code.operands[at] instanceof MethodCode.FieldUse use
          && use.owner.equals(simulation.type.name)) {
        FieldInfo field = simulation.type.fields.get(use.name + ' ' + use.descriptor);
        reachable.add(field == null ? null : simulation.statics.get(field));
      }
    }
    for (HeapObject object : reachable.objects()) {
      if (object.home == simulation) {
        object.mayHaveChanged = true;
        object.presumedConstant = false;
      }
    }
  }
}
