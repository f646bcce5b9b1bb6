package io.lazyloader.agent.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WhenReadyTest {
  @Test
  void a_recorded_program_is_not_stopped_where_it_could_only_be_killed() {
    WhenReady stops = parsed("--stop-when-ready");

    assertThat(stops.problemOfRecording(false))
        .startsWith("option --stop-when-ready: this system can't ask a program to end");
    assertThat(stops.problemOfRecording(true)).isNull();
    assertThat(parsed("--ready=call").problemOfRecording(false)).isNull();
  }

  private static WhenReady parsed(String... arguments) {
    WhenReady whenReady = new WhenReady();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("when", spec(whenReady)))
        .parseArgs(arguments);
    return whenReady;
  }

  private static CommandLine.Model.CommandSpec spec(WhenReady whenReady) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(whenReady);
  }
}
