package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelLikenessTest {
  private static final TapFilter ANY = TapFilter.longerThan(2);

  private final SimulatedTaps source = ThreeKinds.source();

  private static ChannelLikeness.Stream stream(String name, String text) {
    return new ChannelLikeness.Stream(name, List.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static long pc(ChannelLikeness.Near near) {
    return near.family().origin().carrier() instanceof Carrier.OfTap of ? of.tap().pc() : -1;
  }

  @Test
  void shouldFindTheChannelsOfOneKindFirst() throws IOException {
    List<ChannelLikeness.Near> nearest =
        ChannelLikeness.nearest(
            source, stream("c0", "usb 1-1: new device ".repeat(6)), List.of(), ANY, 12);
    assertThat(nearest).hasSize(12);
    assertThat(nearest).extracting(ChannelLikenessTest::pc).allMatch(pc -> pc % 3 == 0);
    assertThat(nearest).isSortedAccordingTo((a, b) -> Double.compare(a.distance(), b.distance()));
    assertThat(nearest.getFirst().distance()).isBetween(0.0, 0.7);
  }

  @Test
  void shouldLeaveOutTheFamilyOfTheChannelItself() throws IOException {
    ChannelLikeness.Stream like = stream("c0", "usb 1-1: new device ".repeat(6));
    ChannelFamily first =
        ChannelLikeness.nearest(source, like, List.of(), ANY, 1).getFirst().family();
    String name = first.origin().name();
    List<ChannelLikeness.Near> without =
        ChannelLikeness.nearest(
            source, new ChannelLikeness.Stream(name, like.pieces()), List.of(), ANY, 60);
    assertThat(without).isNotEmpty();
    assertThat(without.stream().flatMap(near -> near.family().members().stream()))
        .noneMatch(member -> member.name().equals(name));
  }

  @Test
  void shouldPushAwayWhatIsLikeTheUnwanted() throws IOException {
    ChannelLikeness.Stream both = stream("c0", "usb 1-1: new device ".repeat(3) + "\0".repeat(60));
    ChannelLikeness.Stream zeros = stream("c1", "\0".repeat(120));
    double plain =
        ChannelLikeness.nearest(source, both, List.of(), ANY, 60).stream()
            .filter(near -> pc(near) % 3 == 1)
            .mapToDouble(ChannelLikeness.Near::distance)
            .min()
            .orElseThrow();
    List<ChannelLikeness.Near> pushed =
        ChannelLikeness.nearest(source, both, List.of(zeros), ANY, 60);
    assertThat(pc(pushed.getFirst()) % 3).isZero();
    assertThat(pushed.stream().filter(near -> pc(near) % 3 == 1))
        .allMatch(near -> near.distance() >= plain + 0.49);
  }

  @Test
  void shouldRefuseAStreamOfSingleBytes() {
    assertThatThrownBy(() ->
            ChannelLikeness.nearest(
                source,
                new ChannelLikeness.Stream("c0", List.of(new byte[1], new byte[1])),
                List.of(),
                ANY,
                3))
        .isInstanceOf(QuestionException.class)
        .hasMessageContaining("c0");
  }
}
