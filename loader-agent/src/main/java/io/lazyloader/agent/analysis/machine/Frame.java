package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.Verdict.Place;
import io.lazyloader.agent.analysis.world.MethodCode;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method that runs: its caller and how far it is. */
public final class Frame {
  final @Nullable Frame caller;
  public final MethodInfo method;
  public final MethodCode code;
  public int at;

  Frame(@Nullable Frame caller, MethodInfo method, MethodCode code) {
    this.caller = caller;
    this.method = method;
    this.code = code;
  }

  /** The calls between a frame (exclusive) and another (inclusive), outermost first. */
  static List<Place> places(@Nullable Frame innermost, @Nullable Frame outermost) {
    List<Place> places = new ArrayList<>();
    for (Frame frame = innermost; frame != null && frame != outermost; frame = frame.caller) {
      TypeInfo type = frame.method.owner;
      places.add(
          new Place(
              type.binaryName(),
              frame.method.name,
              type.sourceFile,
              frame.code.lines[frame.at],
              frame.code.describe(frame.at)));
    }
    Collections.reverse(places);
    return places;
  }
}
