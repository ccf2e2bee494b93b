package dev.tapmine.questions;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a user names a tap of an index: `ID@DEPTH`, the tap's id and the depth folded to, or `ID`
/// alone at the depth mined.
///
/// @param id of the tap, or the lowest id in the fold
/// @param depth callers kept
public record TapName(int id, int depth) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(?:@([0-9]{1,2}))?");

  /// Reads a name.
  ///
  /// @param mined the depth mined, which a name without depth means
  /// @throws QuestionException when it is no name, or the depth is more than what was mined
  public static TapName parse(String name, int mined) {
    Matcher form = FORM.matcher(name);
    if (!form.matches()) {
      throw new QuestionException(
          "'%s' is not a tap's name: write its number, such as 17, or number and depth, such as 17@1."
              .formatted(Preview.printable(name)));
    }
    int depth = form.group(2) == null ? mined : Integer.parseInt(form.group(2));
    return new TapName(Integer.parseInt(form.group(1)), Folds.checkDepth(depth, mined));
  }

  /// The name, shorter at the depth mined.
  public String toString(int mined) {
    return depth == mined ? Integer.toString(id) : toString();
  }

  @Override
  public String toString() {
    return id + "@" + depth;
  }
}
