package io.lazyloader.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.bench.ProcFiles.Ticks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFilesTest {
  @TempDir Path root;

  @Test
  void times_are_read_behind_a_name_that_may_hold_anything() throws IOException {
    String stat =
        " (my java) 1 2) S 24749 24749 26586 0 -1 4194304 4787 0 0 0 51 72 31 42 20 0 19 0 1322025\n";
    write("4711", "stat", "4711" + stat);
    write("self", "stat", "12" + stat);
    ProcFiles proc = new ProcFiles(root);

    assertThat(proc.used(4711)).isEqualTo(new Ticks(51, 72));
    assertThat(proc.usedByChildren()).isEqualTo(new Ticks(31, 42));
    assertThat(new Ticks(31, 42).minus(new Ticks(1, 2))).isEqualTo(new Ticks(30, 40));
  }

  @Test
  void memory_is_told_in_bytes() throws IOException {
    write("4711", "status", "Name:\tjava\nVmPeak:\t 9035488 kB\nVmHWM:\t   37308 kB\n");
    write("4711", "smaps_rollup", "6874-7ffc ---p 0 [rollup]\nRss: 37308 kB\nPss:   22008 kB\n");
    ProcFiles proc = new ProcFiles(root);

    assertThat(proc.peakResident(4711)).isEqualTo(37308L * 1024);
    assertThat(proc.proportional(4711)).isEqualTo(22008L * 1024);
  }

  @Test
  void what_is_not_there_is_not_told() throws IOException {
    // As of a process that has ended and was not waited for yet.
    write("4711", "status", "Name:\tjava\nState:\tZ (zombie)\n");
    ProcFiles proc = new ProcFiles(root);

    assertThat(proc.peakResident(4711)).isNull();
    assertThat(proc.used(4711)).isNull();
    assertThat(proc.usedByChildren()).isNull();
  }

  private void write(String process, String file, String content) throws IOException {
    Path directory = Files.createDirectories(root.resolve(process));
    Files.writeString(directory.resolve(file), content);
  }
}
