package dev.tapmine.recording;

import java.io.IOException;

/// Bad input or unfit surroundings: no QEMU, a broken recording, a full disk. The message is one
/// whole sentence for a user: what is wrong, where, and what to do about it.
public final class RecordingException extends IOException {
  private static final long serialVersionUID = 1L;

  public RecordingException(String sentence) {
    super(sentence);
  }

  public RecordingException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
