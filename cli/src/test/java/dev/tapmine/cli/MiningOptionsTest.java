package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapmine.taps.PassOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class MiningOptionsTest {
  @Command
  private static final class Mining {
    @Mixin private final MiningOptions options = new MiningOptions();
  }

  private static MiningOptions parsed(String... arguments) {
    Mining mining = new Mining();
    new CommandLine(mining).parseArgs(arguments);
    return mining.options;
  }

  @ParameterizedTest
  @CsvSource({
    "--memory, 1M, at least 8388608 bytes",
    "--content, 2000M, 0 to 1073741824 bytes",
    "--outputs, 64G, The outputs kept take",
    "--depth, 17, 0 to 16 callers"
  })
  void shouldRefuseWhatIsOutOfThePassesBoundsInASentence(
      String option, String value, String sentence) {
    assertThatThrownBy(() -> parsed(option, value).pass())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void shouldTakeTheLeastMemoryThatAPassStartsWith() throws Exception {
    assertThat(parsed("--memory", "8M").pass().memoryBudget()).isEqualTo(PassOptions.LEAST_MEMORY);
  }
}
