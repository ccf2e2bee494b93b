package dev.tapmine.trace;

import static org.assertj.core.api.Assertions.assertThat;

/// Compares every event with the script's, at once.
class ScriptChecker extends TraceDigest {
  private final ScriptedTrace script;
  private final TraceDigest expected = new TraceDigest();

  ScriptChecker(ScriptedTrace script) {
    this.script = script;
  }

  @Override
  void seen() {
    script.next(expected);
    if (digest != expected.digest) {
      assertThat(digest).as("digest after event %d", events).isEqualTo(expected.digest);
    }
  }
}
