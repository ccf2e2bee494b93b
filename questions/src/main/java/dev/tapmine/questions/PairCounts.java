package dev.tapmine.questions;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an exemplar is made of, in a form that can be kept and passed on without the files
/// themselves: how often each byte pair occurs, and which bytes do. Immutable.
///
/// As text, one item a line, in US-ASCII:
///
/// ```
/// tapmine exemplar 1
/// bytes 0a2025…        the alphabet, two hexadecimal digits a byte, ascending
/// pairs 12345          number of pairs
/// 2020 17              a pair (first byte, second byte) and how often it occurs, ascending
/// end
/// ```
public final class PairCounts {
  /// What the text of every version begins with.
  private static final String MAGIC = "tapmine exemplar ";

  private static final int VERSION = 1;

  /// Longer than any line of a pair.
  private static final int LONGEST_LINE = 32;

  /// All pairs there can be, at that length, and the three lines that may be longer.
  private static final int LARGEST = Exemplar.BINS * LONGEST_LINE + 4096;

  private static final Pattern PAIR = Pattern.compile("([0-9a-f]{4}) ([1-9][0-9]{0,17})");

  private static final HexFormat HEX = HexFormat.of();

  private final long[] counts;
  private final BitSet alphabet;

  private PairCounts(long[] counts, BitSet alphabet) {
    this.counts = counts;
    this.alphabet = alphabet;
  }

  /// The pairs and the bytes of all files together; no pair spans two of them.
  ///
  /// @throws QuestionException when there is not one pair
  public static PairCounts of(List<byte[]> files) {
    long[] counts = new long[Exemplar.BINS];
    BitSet alphabet = new BitSet(256);
    for (byte[] file : files) {
      for (int i = 0; i < file.length; i++) {
        alphabet.set(file[i] & 0xff);
        if (i > 0) {
          counts[((file[i - 1] & 0xff) << 8) | (file[i] & 0xff)]++;
        }
      }
    }
    PairCounts all = new PairCounts(counts, alphabet);
    if (all.pairs() == 0) {
      throw new QuestionException(
          "The exemplar is empty: give at least one file with two bytes or more.");
    }
    return all;
  }

  /// Whether a file's content is such a text, of whatever version, and no exemplar by itself.
  public static boolean isText(byte[] content) {
    byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
    return content.length >= magic.length
        && new String(content, 0, magic.length, StandardCharsets.ISO_8859_1).equals(MAGIC);
  }

  /// Reads the text.
  ///
  /// @throws QuestionException when it is damaged or of a newer version
  public static PairCounts read(byte[] content) {
    if (!isText(content)) {
      throw new QuestionException("It is no exemplar file: make one with \"tapmine exemplar\".");
    }
    if (content.length > LARGEST) {
      throw damaged("it is too large");
    }
    String[] lines = new String(content, StandardCharsets.ISO_8859_1).split("\n", -1);
    String version = lines[0].substring(MAGIC.length());
    if (!version.equals(Integer.toString(VERSION))) {
      throw new QuestionException(
          version.matches("[1-9][0-9]{0,8}")
              ? "The exemplar file is of version %s and this Tapmine reads %d: use a newer Tapmine."
                  .formatted(version, VERSION)
              : "The exemplar file is damaged (it has no version): make it again.");
    }
    if (lines.length < 6
        || !lines[lines.length - 2].equals("end")
        || !lines[lines.length - 1].isEmpty()) {
      throw damaged("it is cut short");
    }
    BitSet alphabet = alphabet(lines[1]);
    long[] counts = new long[Exemplar.BINS];
    int last = -1;
    for (int i = 3; i < lines.length - 2; i++) {
      Matcher pair = PAIR.matcher(lines[i]);
      if (!pair.matches()) {
        throw damaged("its line %d is no pair".formatted(i + 1));
      }
      int bin = Integer.parseInt(pair.group(1), 16);
      if (bin <= last || !alphabet.get(bin >> 8) || !alphabet.get(bin & 0xff)) {
        throw damaged("the pair in its line %d is out of place".formatted(i + 1));
      }
      counts[bin] = Long.parseLong(pair.group(2));
      last = bin;
    }
    PairCounts read = new PairCounts(counts, alphabet);
    if (!lines[2].equals("pairs " + read.pairs())) {
      throw damaged("its pairs do not add up");
    }
    return read;
  }

  private static BitSet alphabet(String line) {
    if (!line.matches("bytes (?:[0-9a-f]{2}){1,256}")) {
      throw damaged("its second line is no list of bytes");
    }
    BitSet alphabet = new BitSet(256);
    for (byte b : HEX.parseHex(line.substring("bytes ".length()))) {
      if ((b & 0xff) < alphabet.length()) {
        throw damaged("its bytes are not in order");
      }
      alphabet.set(b & 0xff);
    }
    return alphabet;
  }

  private static QuestionException damaged(String how) {
    return new QuestionException(
        "The exemplar file is damaged (%s): make it again.".formatted(how));
  }

  /// The text, which [#read] reads.
  public byte[] write() {
    StringBuilder text = new StringBuilder(MAGIC).append(VERSION).append("\nbytes ");
    alphabet.stream().forEach(b -> text.append(HEX.toHexDigits((byte) b)));
    text.append("\npairs ").append(pairs()).append('\n');
    for (int bin = 0; bin < Exemplar.BINS; bin++) {
      if (counts[bin] > 0) {
        text.append(HEX.toHexDigits((short) bin)).append(' ').append(counts[bin]).append('\n');
      }
    }
    return text.append("end\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /// Number of pairs.
  public long pairs() {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    return all;
  }

  /// How often a pair occurs.
  ///
  /// @param bin previous byte * 256 + byte
  public long count(int bin) {
    return counts[bin];
  }

  /// Whether a byte occurs at all.
  public boolean has(byte b) {
    return alphabet.get(b & 0xff);
  }

  /// Both together, as if all their files had been given at once.
  public PairCounts plus(PairCounts other) {
    long[] sums = counts.clone();
    for (int bin = 0; bin < sums.length; bin++) {
      sums[bin] += other.counts[bin];
    }
    BitSet bytes = (BitSet) alphabet.clone();
    bytes.or(other.alphabet);
    return new PairCounts(sums, bytes);
  }
}
