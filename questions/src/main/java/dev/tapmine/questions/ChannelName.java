package dev.tapmine.questions;

import dev.tapmine.taps.Direction;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/// How a user names a channel made of outputs or of several taps: `c` and twelve hex digits, a hash
/// of direction, function, callers, space and where its bytes lie, or of each tap's instruction,
/// callers and space, so that it means the same in every answer.
public record ChannelName(String text) {
  private static final Pattern FORM = Pattern.compile("c[0-9a-f]{12}");

  /// @param low lowest address, which tells a region; not looked at where all are gathered
  /// @param first time of the first output, which tells a stream of several in one page
  static ChannelName of(
      Direction direction,
      long callee,
      List<Long> callers,
      int space,
      Layout layout,
      long low,
      long first) {
    ByteBuffer words = ByteBuffer.allocate(8 * (callers.size() + 6));
    words.putLong(direction == Direction.WRITE ? 1 : 0).putLong(callee).putLong(space);
    words.putLong(number(layout)).putLong(layout == Layout.SPREAD ? 0 : low);
    words.putLong(layout == Layout.PAGED ? first : 0);
    callers.forEach(words::putLong);
    return hash(words.array());
  }

  private static int number(Layout layout) {
    return switch (layout) {
      case REGION -> 0;
      case SPREAD -> 1;
      case PAGED -> 2;
    };
  }

  static ChannelName of(List<FoldedTap> taps) {
    ByteBuffer words =
        ByteBuffer.allocate(8 * taps.stream().mapToInt(tap -> tap.callers().size() + 4).sum());
    for (FoldedTap tap : taps) {
      words.putLong(tap.direction() == Direction.WRITE ? 1 : 0).putLong(tap.pc());
      words.putLong(tap.space()).putLong(tap.callers().size());
      tap.callers().forEach(words::putLong);
    }
    return hash(words.array());
  }

  private static ChannelName hash(byte[] words) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(words);
      return new ChannelName("c" + HexFormat.of().formatHex(hash, 0, 6));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every JDK has SHA-256", e);
    }
  }

  /// Whether a text has the form of a channel's name; whether there is such a channel, an answer
  /// tells.
  public static boolean is(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
