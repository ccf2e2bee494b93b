package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.RunRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamiliesTest {
  private static final int LINES = 60;
  private static final Alphabet ALPHABET =
      Alphabet.of(Exemplar.of(List.of(lines(1).getFirst().getBytes(StandardCharsets.US_ASCII))));

  private final List<String> log = lines(1);

  private static List<String> lines(int seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      lines.add(
          "driver %d: probed at %x, status %d\n"
              .formatted(random.nextInt(1000), random.nextInt(), random.nextInt(100_000)));
    }
    return lines;
  }

  /// Lines that stand at one address each, a hundred instructions apart.
  private static Channel channel(String name, double distance, long from, List<String> lines) {
    List<Piece> pieces = new ArrayList<>();
    long address = name.hashCode() * 0x10000L;
    long time = from;
    long text = 0;
    for (String line : lines) {
      byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
      pieces.add(new Piece(time, time + 10, address + text, bytes));
      time += 100;
      text += bytes.length;
    }
    Carrier carrier =
        new Carrier.OfOutputs(
            Direction.WRITE,
            false,
            0,
            1,
            List.of(),
            List.of(0),
            address,
            address + text - 1,
            Layout.REGION,
            List.of());
    return new Channel(name, distance, carrier, pieces, text, 0, true, List.of(), List.of());
  }

  private static FoldedTap tap(int id) {
    return new FoldedTap(
        new TapName(id, new Fold(1, false)),
        Direction.WRITE,
        id,
        List.of(),
        0,
        false,
        100,
        100,
        1,
        2,
        100,
        List.of(new FoldedTap.Part(0, List.of(id))));
  }

  /// The same stream, carried by taps.
  private static Channel of(Channel stream, Carrier carrier) {
    return new Channel(
        stream.name(),
        stream.distance(),
        carrier,
        stream.pieces(),
        stream.text(),
        stream.cut(),
        true,
        stream.taps(),
        stream.steps());
  }

  @ParameterizedTest
  @CsvSource({"60, outputs", "20, joined"})
  void shouldPreferOutputsToJoinedTapsIfTheyHaveTheText(int lines, String origin) {
    Channel outputs = channel("outputs", 0.11, 0, log.subList(0, lines));
    Channel joined =
        of(channel("joined", 0.1, 0, log), new Carrier.OfTaps(List.of(tap(1), tap(2)), false));
    Channel part = of(channel("part", 0.1, 0, log.subList(0, 58)), new Carrier.OfTap(tap(1)));
    List<Channel> all = List.of(joined, part, outputs);
    Families.Members family = gather(joined, part, outputs).getFirst();
    assertThat(all.get(family.origin()).name()).isEqualTo(origin);
  }

  /// A tap has the lines without the eight bytes that others put before each in the same buffer.
  @ParameterizedTest
  @CsvSource({"0, '', ring", "0, '\0', ring", "5000, '', tap"})
  void shouldPreferOutputsThatHoldWhatATapWrote(long later, String end, String origin) {
    Channel ring = channel("ring", 0.14, 0, log.stream().map("(XENO) %s"::formatted).toList());
    List<RunRow> own = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      Piece piece = ring.pieces().get(i);
      String text = new String(piece.bytes(), StandardCharsets.US_ASCII).substring(7) + end;
      byte[] line = text.getBytes(StandardCharsets.US_ASCII);
      own.add(new RunRow(1, piece.first() + 5 + later, piece.address() + 7, line.length, line));
    }
    Channel tap = of(channel("tap", 0.1, 0, log), new Carrier.OfTap(tap(1)));
    List<Channel> all = List.of(tap, ring);
    Families.Members family =
        new Families(all, new double[] {0.1, 0.14}, Map.of("tap", own), ALPHABET)
            .gather()
            .getFirst();
    assertThat(family.members()).hasSize(2);
    assertThat(all.get(family.origin()).name()).isEqualTo(origin);
  }

  /// What a function left under one caller stands in what it left under any.
  private static Channel under(Channel stream, long low, List<Long> callers) {
    Carrier.OfOutputs of = (Carrier.OfOutputs) stream.carrier();
    return of(
        stream,
        new Carrier.OfOutputs(
            of.direction(),
            of.user(),
            of.space(),
            of.callee(),
            callers,
            of.contexts(),
            low,
            of.high(),
            Layout.REGION,
            List.of()));
  }

  /// Lines that come by one caller between those of others, in one buffer or each in its own.
  @ParameterizedTest
  @CsvSource({"true, any", "false, one"})
  void shouldPreferWhatAFunctionLeftUnderAnyCallerIfThatIsOneText(boolean together, String origin) {
    Channel any = channel("any", 0.14, 0, log.stream().map("(XENO) %s"::formatted).toList());
    List<Piece> own = new ArrayList<>();
    List<Piece> all = new ArrayList<>();
    for (Piece piece : any.pieces()) {
      byte[] line = Arrays.copyOfRange(piece.bytes(), 7, piece.bytes().length);
      Piece rest = new Piece(piece.first(), piece.last(), piece.address() + 7, line);
      own.add(rest);
      if (together) {
        all.add(piece);
      } else {
        all.add(rest);
        byte[] other =
            "mount /dev/sda1 on /boot type ext4 now\n".getBytes(StandardCharsets.US_ASCII);
        all.add(new Piece(piece.first(), piece.last(), piece.address() + 0x100_0000, other));
      }
    }
    List<Channel> channels =
        List.of(
            under(with("one", 0.1, any, own), any.pieces().getFirst().address(), List.of(9L)),
            under(with("any", 0.14, any, all), any.pieces().getFirst().address(), List.of()));
    Families.Members family =
        new Families(channels, new double[] {0.1, 0.14}, Map.of(), ALPHABET).gather().getFirst();
    assertThat(family.members()).hasSize(2);
    assertThat(channels.get(family.origin()).name()).isEqualTo(origin);
  }

  private static Channel with(String name, double distance, Channel like, List<Piece> pieces) {
    long text = pieces.stream().mapToLong(piece -> piece.bytes().length).sum();
    return new Channel(name, distance, like.carrier(), pieces, text, 0, true, List.of(), List.of());
  }

  private static List<Families.Members> gather(Channel... channels) {
    return new Families(
            List.of(channels),
            Arrays.stream(channels).mapToDouble(Channel::distance).toArray(),
            Map.of(),
            ALPHABET)
        .gather();
  }

  @Test
  void shouldNotTakeALaterCopyForTheOriginThoughItIsNearer() {
    List<Families.Members> families =
        gather(channel("copy", 0.01, 5000, log), channel("ring", 0.03, 0, log));
    assertThat(families).hasSize(1);
    assertThat(families.getFirst().origin()).isEqualTo(1);
    assertThat(families.getFirst().members()).containsExactly(1, 0);
  }

  @Test
  void shouldNotTakeAFragmentForTheOriginThoughItIsEarlierAndNearer() {
    List<Families.Members> families =
        gather(
            channel("fragment", 0.02, 0, log.subList(0, LINES * 2 / 3)),
            channel("whole", 0.025, 20, log));
    assertThat(families).hasSize(1);
    assertThat(families.getFirst().origin()).isEqualTo(1);
  }

  @Test
  void shouldNotTakeABusyRoutineForTheOriginThoughItHasAllOfItEarlier() {
    List<String> busy = new ArrayList<>(log);
    busy.addAll(lines(2).subList(0, LINES / 2));
    List<Families.Members> families =
        gather(channel("ring", 0.02, 50, log), channel("busy", 0.2, 0, busy));
    assertThat(families).hasSize(1);
    assertThat(families.getFirst().origin()).isZero();
  }

  /// A fifth more lines than under one caller, of a script or of the log: among the log's or apart.
  @ParameterizedTest
  @CsvSource({"4096, true, one", "4096, false, busy", "0, true, busy"})
  void shouldTakeTheCallersOfARoutineWhoseOthersBringAnotherText(
      long apart, boolean script, String origin) {
    List<String> busy = new ArrayList<>(log);
    for (int i = 0; i < LINES / 5; i++) {
      busy.add(script ? "if [ -z \"$file%d\" ]; then fi\n".formatted(i) : lines(2).get(i));
    }
    Channel beside = channel("busy", 0.1, 0, busy);
    List<Piece> pieces = new ArrayList<>(beside.pieces());
    for (int i = LINES; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      pieces.set(i, new Piece(piece.first(), piece.last(), piece.address() + apart, piece.bytes()));
    }
    List<Piece> own = pieces.subList(0, LINES);
    long low = own.getFirst().address();
    List<Channel> channels =
        List.of(
            with("busy", 0.1, beside, pieces),
            under(with("one", 0.105, beside, own), low, List.of(9L)));
    Families.Members family =
        new Families(channels, new double[] {0.1, 0.105}, Map.of(), ALPHABET).gather().getFirst();
    assertThat(family.members()).hasSize(2);
    assertThat(channels.get(family.origin()).name()).isEqualTo(origin);
  }

  @Test
  void shouldKeepDifferentTextsApart() {
    List<Families.Members> families =
        gather(
            channel("one", 0.02, 0, log),
            channel("other", 0.03, 0, lines(3)),
            channel("copy", 0.04, 900, log));
    assertThat(families)
        .extracting(Families.Members::members)
        .containsExactly(List.of(0, 2), List.of(1));
  }

  @Test
  void shouldJoinFamiliesWhoseOriginsHaveOneTextWhenCompleted() {
    List<Channel> channels =
        List.of(
            channel("head", 0.05, 0, log.subList(0, 50)),
            channel("tail", 0.06, 5000, log.subList(50, LINES)),
            channel("other", 0.07, 0, lines(2)));
    Families families = new Families(channels, new double[] {0.05, 0.06, 0.07}, Map.of(), ALPHABET);
    List<Families.Members> gathered = families.gather();
    assertThat(gathered).hasSize(3);
    Channel whole = channel("tail", 0.06, 0, log);
    List<Families.Members> joined =
        families.joined(gathered, List.of(channels.get(0), whole, channels.get(2)));
    assertThat(joined).hasSize(2);
    assertThat(joined.getFirst().members()).containsExactly(0, 1);
    // The first has 50 of the 60 lines, the second all of them now.
    assertThat(joined.getFirst().origin()).isEqualTo(1);
    assertThat(joined.getLast().members()).containsExactly(2);
  }

  @Test
  void shouldLeaveFamiliesApartThatNothingCompleted() {
    List<Channel> channels =
        List.of(channel("log", 0.05, 0, log), channel("other", 0.07, 0, lines(2)));
    Families families = new Families(channels, new double[] {0.05, 0.07}, Map.of(), ALPHABET);
    List<Families.Members> gathered = families.gather();
    assertThat(families.joined(gathered, channels)).isEqualTo(gathered);
  }

  @Test
  void shouldKeepEveryFamilyOnceWhereOneTextIsAnothersAndThatAThirds() {
    List<Channel> channels =
        List.of(
            channel("a", 0.05, 0, log.subList(0, 30)),
            channel("b", 0.06, 3000, log.subList(30, 36)),
            channel("c", 0.07, 5000, log.subList(36, LINES)));
    Families families = new Families(channels, new double[] {0.05, 0.06, 0.07}, Map.of(), ALPHABET);
    List<Families.Members> gathered = families.gather();
    assertThat(gathered).hasSize(3);
    List<Channel> completed =
        List.of(
            channels.get(0),
            channel("b", 0.06, 0, log.subList(14, 45)),
            channel("c", 0.07, 0, log.subList(28, LINES)));
    List<Families.Members> joined = families.joined(gathered, completed);
    assertThat(joined.stream().flatMap(family -> family.members().stream()).toList())
        .containsExactlyInAnyOrder(0, 1, 2);
  }
}
