package dev.tapmine.evaluation;

import dev.tapmine.questions.Channel;
import dev.tapmine.questions.Piece;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Compares streams with a log as a person sees it.
///
/// A reader puts a time, in brackets, before a line, and a level before that; the system itself may
/// keep both elsewhere. So a line stands in a stream if the rest of it does, and a time or level
/// before it in the stream belongs to it.
public final class LogJudge {
  private static final Pattern PREFIX =
      Pattern.compile("(?:<[0-9]{1,3}>)?(?:\\[ *[0-9]+\\.[0-9]+\\] ?)?");
  private static final Pattern PREFIX_BEFORE =
      Pattern.compile("(?:<[0-9]{1,3}>)?(?:\\[ *[0-9]+\\.[0-9]+\\] ?)?$");
  private static final int LONGEST_PREFIX = 32;

  /// Parts of lines that are recognisable have so many bytes.
  private static final int PART = 16;

  private final List<String> lines;
  private final Set<String> parts = new HashSet<>();

  /// @param reference the log, in ISO-8859-1, lines ended by line feeds
  public LogJudge(String reference) {
    this.lines =
        reference
            .lines()
            .map(line -> line.substring(prefix(line)).strip())
            .filter(line -> !line.isEmpty())
            .toList();
    for (String line : lines) {
      for (int i = 0; i + PART <= line.length(); i++) {
        parts.add(line.substring(i, i + PART));
      }
    }
  }

  private static int prefix(String line) {
    Matcher prefix = PREFIX.matcher(line);
    return prefix.lookingAt() ? prefix.end() : 0;
  }

  /// Lines of the reference, without empty ones.
  public int lines() {
    return lines.size();
  }

  /// A channel's stream as lines of text in ISO-8859-1, without carriage returns.
  public static String text(Channel channel) {
    return new String(Piece.lines(channel.pieces()), StandardCharsets.ISO_8859_1).replace("\r", "");
  }

  /// Whether at least half of the bytes belong to lines of the reference, or to parts of sixteen
  /// bytes and more of such lines.
  public boolean relevant(Channel channel) {
    String text = text(channel);
    BitSet covered = covered(text);
    for (int i = 0; i + PART <= text.length(); i++) {
      if (parts.contains(text.substring(i, i + PART))) {
        covered.set(i, i + PART);
      }
    }
    return channel.text() > 0 && 2L * share(text, covered) >= content(text);
  }

  /// Share of the reference's lines that stand complete in the stream.
  public double lineRecall(Channel channel) {
    String text = text(channel);
    long found = lines.stream().filter(text::contains).count();
    return lines.isEmpty() ? 0 : (double) found / lines.size();
  }

  /// Share of the stream that is lines of the reference, complete.
  public double linePrecision(Channel channel) {
    String text = text(channel);
    long content = content(text);
    return content == 0 ? 0 : (double) share(text, covered(text)) / content;
  }

  /// Lines of the reference that the stream lacks.
  public List<String> missing(Channel channel) {
    String text = text(channel);
    return lines.stream().filter(line -> !text.contains(line)).toList();
  }

  /// The characters that belong to complete lines.
  private BitSet covered(String text) {
    BitSet covered = new BitSet();
    for (String line : new HashSet<>(lines)) {
      for (int at = text.indexOf(line); at >= 0; at = text.indexOf(line, at + 1)) {
        String before = text.substring(Math.max(0, at - LONGEST_PREFIX), at);
        Matcher prefix = PREFIX_BEFORE.matcher(before);
        int from = prefix.find() ? at - (before.length() - prefix.start()) : at;
        covered.set(from, at + line.length());
      }
    }
    return covered;
  }

  /// Line ends and blanks are nobody's.
  private static boolean counts(char c) {
    return c > ' ';
  }

  private static long content(String text) {
    return text.chars().filter(c -> counts((char) c)).count();
  }

  private static long share(String text, BitSet covered) {
    return covered.stream().filter(i -> i < text.length() && counts(text.charAt(i))).count();
  }

  /// How many of some channels are relevant, as a share.
  public double precision(List<Channel> channels) {
    return channels.isEmpty()
        ? 0
        : (double) channels.stream().filter(this::relevant).count() / channels.size();
  }

  /// The place of the first relevant channel, from 1 on; 0 if there is none.
  public int rank(List<Channel> channels) {
    for (int i = 0; i < channels.size(); i++) {
      if (relevant(channels.get(i))) {
        return i + 1;
      }
    }
    return 0;
  }
}
