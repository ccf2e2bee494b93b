package dev.tapmine.questions;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a user names a tap of an index: `ID@DEPTH`, the tap's id and the depth folded to, or `ID`
/// alone at the depth mined; `+code` behind either when spaces that share code are merged.
///
/// @param id of the tap, or the lowest id in the fold
/// @param fold which taps count as one
public record TapName(int id, Fold fold) {
  private static final String BY_CODE = "+code";
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(?:@([0-9]{1,2}))?(\\+code)?");

  /// Keeps spaces apart.
  ///
  /// @param depth callers kept
  public TapName(int id, int depth) {
    this(id, Fold.bySpace(depth));
  }

  /// Reads a name.
  ///
  /// @param mined the depth mined, which a name without depth means
  /// @throws QuestionException when it is no name, or the depth is more than what was mined
  public static TapName parse(String name, int mined) {
    Matcher form = FORM.matcher(name);
    if (!form.matches()) {
      throw new QuestionException(
          "'%s' is not a tap's name: write its number, such as 17, or number and depth, such as 17@1 or 17@1+code."
              .formatted(Preview.printable(name)));
    }
    int depth = form.group(2) == null ? mined : Integer.parseInt(form.group(2));
    return new TapName(
        Integer.parseInt(form.group(1)),
        new Fold(Folds.checkDepth(depth, mined), form.group(3) != null));
  }

  /// The name, shorter at the depth mined.
  public String toString(int mined) {
    return fold.depth() == mined ? id + suffix() : toString();
  }

  @Override
  public String toString() {
    return id + "@" + fold.depth() + suffix();
  }

  private String suffix() {
    return fold.byCode() ? BY_CODE : "";
  }
}
