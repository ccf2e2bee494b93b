package dev.tapmine.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapmine.questions.Carrier;
import dev.tapmine.questions.Channel;
import dev.tapmine.questions.ChannelAnswer;
import dev.tapmine.questions.ChannelFamily;
import dev.tapmine.questions.ChannelHit;
import dev.tapmine.questions.ChannelRanking;
import dev.tapmine.questions.Piece;
import dev.tapmine.questions.Sought;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The answers that an index has given, in its folder `answers`, a file an exemplar: so that a
/// channel can be shown and explained by its name afterwards, without asking again.
///
/// A file is written aside and renamed. The channels of the first families are kept, the origin of
/// each and its nearest relatives, up to [#MOST_BYTES] of streams a file.
final class KeptAnswers {
  static final String FOLDER = "answers";

  /// Before the name of a channel whose stream was the exemplar.
  static final String CHANNEL = "channel:";

  private static final int VERSION = 5;
  private static final int RELATIVES = 12;
  private static final long MOST_BYTES = 32 << 20;
  private static final long LARGEST_FILE = 256 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private KeptAnswers() {}

  /// An answer.
  ///
  /// @param like what the user called the exemplar; none for a search
  record Kept(int version, List<String> like, List<KeptChannel> channels) {}

  /// Keeps an answer in place of that to the same exemplar.
  ///
  /// @param index the index's folder
  static void keep(Path index, List<String> like, ChannelRanking ranking)
      throws IOException, UsageException {
    keep(index, like, like, ranking.families());
  }

  /// Keeps an answer in place of that to the same question.
  ///
  /// @param asked what tells the question from others
  /// @param like the exemplar: as the user called it, or [#CHANNEL] and the name of a channel
  static void keep(Path index, List<String> asked, List<String> like, List<ChannelFamily> families)
      throws IOException, UsageException {
    List<KeptChannel> channels = new ArrayList<>();
    long bytes = 0;
    for (ChannelFamily family : families) {
      for (Channel channel : members(family)) {
        bytes += channel.text();
        if (bytes <= MOST_BYTES || channel.name().equals(family.origin().name())) {
          channels.add(KeptChannel.of(channel, family));
        }
      }
    }
    write(index, asked, like, channels);
  }

  /// Keeps what a search found: the outputs, since plain taps are in the index by their names.
  static void keep(
      Path index, List<? extends Sought> sought, boolean ignoreCase, ChannelAnswer answer)
      throws IOException, UsageException {
    List<String> asked = new ArrayList<>();
    asked.add(ignoreCase ? "search in either case" : "search");
    List<KeptChannel> channels = new ArrayList<>();
    long bytes = 0;
    for (Sought each : sought) {
      asked.add(each.identity());
      List<Channel> carriers =
          answer.hits().stream()
              .filter(hit -> hit.sought().equals(each))
              .map(ChannelHit::channel)
              .toList();
      for (Channel channel : carriers) {
        bytes += channel.text();
        if (channel.carrier() instanceof Carrier.OfOutputs && bytes <= MOST_BYTES) {
          ChannelFamily family =
              new ChannelFamily(carriers.getFirst(), carriers, Double.NaN, Double.NaN, List.of());
          channels.add(KeptChannel.of(channel, family));
        }
      }
    }
    write(index, asked, List.of(), channels);
  }

  /// Keeps channels that a question named, each a family of its own.
  ///
  /// @param asked what tells the question from others
  static void keep(Path index, List<String> asked, List<Channel> named)
      throws IOException, UsageException {
    List<KeptChannel> channels = new ArrayList<>();
    for (Channel channel : named) {
      channels.add(
          KeptChannel.of(
              channel,
              new ChannelFamily(channel, List.of(channel), Double.NaN, Double.NaN, List.of())));
    }
    write(index, asked, List.of(), channels);
  }

  /// What to say when an answer could not be kept.
  static String notKept(Path index, IOException why) {
    return "the answer could not be kept in %s, so that show and why cannot speak of it: %s"
        .formatted(index, why.getMessage());
  }

  /// The stream of a channel that an answer named, one array for each piece.
  static List<byte[]> stream(Path index, String name) throws IOException, UsageException {
    return named(index, name).channel().stream(Integer.MAX_VALUE).stream()
        .map(Piece::bytes)
        .toList();
  }

  private static void write(
      Path index, List<String> asked, List<String> like, List<KeptChannel> channels)
      throws IOException, UsageException {
    Path folder = index.resolve(FOLDER);
    Files.createDirectories(folder);
    Path file = folder.resolve(hash(asked) + ".json");
    try (WholeFile whole = WholeFile.replacing(file)) {
      whole.write(JSON.writeValueAsBytes(new Kept(VERSION, like, channels)));
    }
  }

  private static List<Channel> members(ChannelFamily family) {
    List<Channel> members = new ArrayList<>(List.of(family.origin()));
    family.members().stream()
        .filter(channel -> !channel.name().equals(family.origin().name()))
        .sorted((a, b) -> Double.compare(a.distance(), b.distance()))
        .limit(RELATIVES)
        .forEach(members::add);
    return members;
  }

  private static String hash(List<String> like) {
    try {
      byte[] text = String.join("\n", like).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text))
          .substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every JDK has SHA-256", e);
    }
  }

  /// A channel, and what the exemplar of its answer was called; none where it was searched for.
  record Found(KeptChannel channel, List<String> like) {}

  /// The channel of a name.
  ///
  /// @throws UsageException when no answer has it
  static Found named(Path index, String name) throws IOException, UsageException {
    return find(index, name)
        .orElseThrow(() ->
            new UsageException(
                "No answer of %s names a channel %s: run \"tapmine rank\" or \"tapmine search\" first."
                    .formatted(index, GuestText.line(name))));
  }

  /// The channel of a name in any of the answers; the newest that has it.
  static Optional<Found> find(Path index, String name) throws IOException, UsageException {
    List<Path> files;
    try (Stream<Path> all = Files.list(index.resolve(FOLDER))) {
      files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Optional<Found> found = Optional.empty();
    long newest = Long.MIN_VALUE;
    for (Path file : files) {
      long time = Files.getLastModifiedTime(file).toMillis();
      if (another(file)) {
        continue;
      }
      Kept kept = read(file);
      Optional<Found> here =
          kept.channels().stream()
              .filter(channel -> channel.name().equals(name))
              .findFirst()
              .map(channel -> new Found(channel, kept.like()));
      if (here.isPresent() && time >= newest) {
        found = here;
        newest = time;
      }
    }
    return found;
  }

  /// Whether a file is another version's: its channels are asked for again.
  private static boolean another(Path file) throws IOException {
    try (JsonParser parser = JSON.getFactory().createParser(file.toFile())) {
      return parser.nextToken() == JsonToken.START_OBJECT
          && "version".equals(parser.nextFieldName())
          && parser.nextIntValue(VERSION) != VERSION;
    } catch (JsonProcessingException e) {
      return false; // damaged, as reading it will say
    }
  }

  private static Kept read(Path file) throws IOException, UsageException {
    if (Files.size(file) > LARGEST_FILE) {
      throw damaged(file);
    }
    try {
      Kept kept = JSON.readValue(file.toFile(), Kept.class);
      if (kept.version() != VERSION || kept.channels() == null) {
        throw damaged(file);
      }
      return kept;
    } catch (JsonProcessingException e) {
      UsageException damaged = damaged(file);
      damaged.addSuppressed(e);
      throw damaged;
    }
  }

  private static UsageException damaged(Path file) {
    return new UsageException(
        "The answer kept in "
            + file
            + " is damaged or another version's: delete it and rank again.");
  }
}
