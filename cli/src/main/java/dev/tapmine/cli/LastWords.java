package dev.tapmine.cli;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Listens to a console and acts when a text has been printed, whatever pieces it came in.
///
/// A listener may be called on another thread than the one that makes it.
final class LastWords {
  private final String text;
  private final Consumer<byte[]> next;
  private final StringBuilder tail = new StringBuilder();
  private volatile Runnable act = () -> {};

  /// @param next hears all that this one hears
  LastWords(String text, Consumer<byte[]> next) {
    this.text = text;
    this.next = next;
  }

  /// What to do when the text has been printed; before the guest starts.
  void then(Runnable action) {
    act = action;
  }

  synchronized void heard(byte[] bytes) {
    next.accept(bytes);
    tail.append(new String(bytes, StandardCharsets.ISO_8859_1));
    if (tail.indexOf(text) >= 0) {
      act.run();
    }
    tail.delete(0, Math.max(0, tail.length() - text.length()));
  }
}
