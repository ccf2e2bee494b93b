package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapmine.questions.Carrier;
import dev.tapmine.questions.Channel;
import dev.tapmine.questions.ChannelAnswer;
import dev.tapmine.questions.ChannelFamily;
import dev.tapmine.questions.ChannelHit;
import dev.tapmine.questions.ChannelRanking;
import dev.tapmine.questions.Exemplar;
import dev.tapmine.questions.Layout;
import dev.tapmine.questions.Needle;
import dev.tapmine.questions.Piece;
import dev.tapmine.questions.SearchAnswer;
import dev.tapmine.questions.SearchHit;
import dev.tapmine.taps.Direction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptAnswersTest {
  @TempDir Path index;

  private static Channel channel(String name, double distance, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return new Channel(
        name,
        distance,
        new Carrier.OfOutputs(
            Direction.WRITE,
            false,
            0,
            0x1000,
            List.of(0x2000L),
            List.of(3, 4),
            0x5000,
            0x5000 + bytes.length - 1,
            Layout.REGION,
            List.of(9)),
        List.of(new Piece(7, 8, 0x5000, bytes)),
        bytes.length,
        2,
        true,
        List.of(11, 12),
        List.of("A step."));
  }

  private static ChannelRanking ranking(Channel... channels) {
    List<Channel> all = List.of(channels);
    return new ChannelRanking(
        List.of(new ChannelFamily(all.getFirst(), all, 0.02, 0.01, List.of("c99"))),
        all,
        all.size());
  }

  @Test
  void shouldGiveBackAChannelByItsNameWithAllThatIsKnownOfIt() throws Exception {
    Channel origin = channel("c000000000001", 0.1, "the log\n");
    Channel copy = channel("c000000000002", 0.2, "the log again\n");
    KeptAnswers.keep(index, List.of("like"), ranking(origin, copy));

    KeptAnswers.Found found = KeptAnswers.named(index, "c000000000002");
    assertThat(found.like()).containsExactly("like");
    KeptChannel kept = found.channel();
    assertThat(kept.distance()).isEqualTo(0.2);
    assertThat(kept.contexts()).containsExactly(3, 4);
    assertThat(kept.siblings()).containsExactly(9);
    assertThat(kept.taps()).containsExactly(11, 12);
    assertThat(kept.origin()).isEqualTo("c000000000001");
    assertThat(kept.family())
        .extracting(KeptMember::name)
        .containsExactly("c000000000001", "c000000000002");
    assertThat(kept.relatives()).isEqualTo(1);
    assertThat(kept.continuedBy()).containsExactly("c99");
    assertThat(kept.stream(7)).hasSize(1);
    assertThat(kept.stream(7).getFirst().bytes()).asString().isEqualTo("the log");
  }

  @Test
  void shouldKeepTheNewestAnswerToAnExemplarAndTheNewestThatNamesAChannel() throws Exception {
    KeptAnswers.keep(index, List.of("a"), ranking(channel("c000000000001", 0.1, "old")));
    KeptAnswers.keep(index, List.of("a"), ranking(channel("c000000000001", 0.3, "new")));
    KeptAnswers.keep(index, List.of("b"), ranking(channel("c000000000001", 0.2, "other")));
    Path other = null;
    try (Stream<Path> files = Files.list(index.resolve(KeptAnswers.FOLDER))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(2);
      for (Path file : all) {
        boolean isOther = Files.readString(file).contains("0.2");
        other = isOther ? file : other;
        Files.setLastModifiedTime(file, FileTime.fromMillis(isOther ? 1000 : 2000));
      }
    }
    assertThat(other).isNotNull();
    assertThat(KeptAnswers.named(index, "c000000000001").channel().distance()).isEqualTo(0.3);
  }

  @Test
  void shouldKeepWhatIsLikeAChannelWithItsFamilyAndTheChannelForAnExemplar() throws Exception {
    KeptAnswers.keep(index, List.of("a"), ranking(channel("c000000000001", 0.1, "the log\n")));
    ChannelRanking like =
        ranking(
            channel("c000000000002", 0.3, "another log\n"),
            channel("c000000000003", 0.4, "its copy\n"));
    KeptAnswers.keep(
        index,
        List.of("like", "c000000000001"),
        List.of(KeptAnswers.CHANNEL + "c000000000001"),
        like.families());
    KeptAnswers.Found found = KeptAnswers.named(index, "c000000000002");
    assertThat(found.like()).containsExactly("channel:c000000000001");
    assertThat(found.channel().family()).hasSize(2);
    assertThat(Exemplar.of(KeptAnswers.stream(index, "c000000000001")).pairs())
        .isEqualTo("the log\n".length() - 1);
    assertThat(KeptAnswers.named(index, "c000000000001").like()).containsExactly("a");
  }

  @Test
  void shouldKeepWhatASearchFoundWithoutADistance() throws Exception {
    Needle needle = Needle.text("log");
    SearchHit.Place place = new SearchHit.Place(0, 7, 0x5004, true, new byte[] {'l'}, 0);
    ChannelAnswer answer =
        new ChannelAnswer(
            List.of(
                new ChannelHit(channel("c000000000005", Double.NaN, "a log"), needle, 1, 5, place)),
            new SearchAnswer(List.of(), 0, 0, 0, 0),
            5,
            0,
            0);
    KeptAnswers.keep(index, List.of(needle), false, answer);
    KeptAnswers.Found found = KeptAnswers.named(index, "c000000000005");
    assertThat(found.like()).isEmpty();
    assertThat(found.channel().distance()).isNaN();
    assertThat(found.channel().text()).isEqualTo(5);
  }

  @Test
  void shouldPassOverAnswersOfAnotherVersion() throws Exception {
    KeptAnswers.keep(index, List.of("a"), ranking(channel("c000000000001", 0.1, "the log")));
    Path old = index.resolve(KeptAnswers.FOLDER).resolve("0123456789abcdef.json");
    Files.writeString(old, "{\"version\":1,\"like\":[],\"channels\":[{\"family\":[\"c1\"]}]}");
    assertThat(KeptAnswers.named(index, "c000000000001").channel().distance()).isEqualTo(0.1);
    assertThatThrownBy(() -> KeptAnswers.named(index, "c1"))
        .hasMessageContaining("names a channel c1");
  }

  @Test
  void shouldSayThatNoAnswerNamesAChannel() {
    assertThatThrownBy(() -> KeptAnswers.named(index, "c000000000009"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("names a channel c000000000009")
        .hasMessageContaining("tapmine search");
  }

  @Test
  void shouldSayWhichAnswerIsDamaged() throws Exception {
    KeptAnswers.keep(index, List.of("a"), ranking(channel("c000000000001", 0.1, "log")));
    Path file = only();
    String whole = Files.readString(file);
    for (String damaged : List.of("", whole.substring(0, whole.length() / 2), "{}", "[1]")) {
      Files.writeString(file, damaged);
      assertThatThrownBy(() -> KeptAnswers.named(index, "c000000000001"))
          .as("'%s'", damaged)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("delete it");
    }
  }

  private Path only() throws IOException {
    try (Stream<Path> files = Files.list(index.resolve(KeptAnswers.FOLDER))) {
      return files.findFirst().orElseThrow();
    }
  }
}
