package dev.tapmine.recording;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The machine's apt over a root of its own, for another architecture and suite.
///
/// apt verifies the archive's signed index against Debian's keyring and each package against the
/// index; the machine's own package lists, cache and database are neither read nor changed, so no
/// privilege is needed. Proxies and other transport settings of the machine hold.
final class PrivateApt {
  private final Path root;
  private final Path configuration;
  private final String architecture;
  private final String suite;

  /// Lays out the root, or takes over the one an earlier run left there.
  PrivateApt(Path root, AptSources.Source source, String suite, String architecture)
      throws IOException {
    this.root = root;
    this.architecture = architecture;
    this.suite = suite;
    for (String folder :
        List.of("state/lists/partial", "cache/archives/partial", "etc", "packages")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.writeString(root.resolve("status"), "");
    Files.writeString(
        root.resolve("etc/sources.list"),
        "deb [arch=%s target=Packages signed-by=%s] %s %s main\n"
            .formatted(architecture, keyring(source), source.uri(), suite));
    configuration = root.resolve("etc/apt.conf");
    Files.writeString(
        configuration,
        """
        #clear APT::Update::Pre-Invoke;
        #clear APT::Update::Post-Invoke;
        #clear APT::Update::Post-Invoke-Success;
        #clear APT::Architectures;
        APT::Architecture "%1$s";
        APT::Architectures { "%1$s"; };
        APT::Sandbox::User "root";
        Acquire::Languages "none";
        Acquire::Retries "3";
        Dir::State "%2$s/state";
        Dir::State::status "%2$s/status";
        Dir::Cache "%2$s/cache";
        Dir::Etc::sourcelist "%2$s/etc/sources.list";
        Dir::Etc::sourceparts "/dev/null";
        Dir::Etc::preferences "/dev/null";
        Dir::Etc::preferencesparts "/dev/null";
        """
            .formatted(architecture, root));
  }

  /// The keyring that the index must be signed with: the source's own, else Debian's.
  private static String keyring(AptSources.Source source) throws RecordingException {
    List<String> candidates = new ArrayList<>();
    source.keyring().ifPresent(candidates::add);
    candidates.add("/usr/share/keyrings/debian-archive-keyring.gpg");
    candidates.add("/usr/share/keyrings/debian-archive-keyring.pgp");
    return candidates.stream()
        .filter(k -> Files.isReadable(Path.of(k)))
        .findFirst()
        .orElseThrow(() ->
            new RecordingException(
                "Debian's keyring is missing, so its packages cannot be verified: run \"apt-get install debian-archive-keyring\" as root."));
  }

  /// Fetches the suite's index, if it changed since the last time.
  void update() throws IOException, InterruptedException {
    apt("apt-get", "-q", "update", "--error-on=any");
  }

  /// The package that has the kernel behind a metapackage such as `linux-image-arm64`: what that
  /// depends on, or from forky on the `linux-binary-…` that this depends on.
  String kernel(String metapackage) throws IOException, InterruptedException {
    String image =
        dependency(metapackage, "linux-image-")
            .orElseThrow(() ->
                new RecordingException(
                    "Debian's package %s of %s for %s depends on no linux-image-…: it is no kernel that Tapmine can boot."
                        .formatted(metapackage, suite, architecture)));
    return dependency(image, "linux-binary-").orElse(image);
  }

  /// A package's first dependency whose name starts with the prefix.
  private Optional<String> dependency(String name, String prefix)
      throws IOException, InterruptedException {
    return Arrays.stream(field(show(name), name, "Depends").split("[,|]", -1))
        .map(d -> d.strip().replaceFirst("[\\s(:].*", ""))
        .filter(d -> d.startsWith(prefix))
        .findFirst();
  }

  /// Fetches a package, or takes it from an earlier run, verified by its hash in the index.
  Fetched fetch(String name) throws IOException, InterruptedException {
    String shown = show(name);
    DebianPackage wanted =
        new DebianPackage(name, field(shown, name, "Version"), field(shown, name, "SHA256"));
    Path folder = root.resolve("packages");
    Path kept = folder.resolve(wanted.sha256() + ".deb");
    if (!Files.exists(kept) || !Digest.of(kept).equals(wanted.sha256())) {
      Path aside = Files.createTempDirectory(folder, "fetch-");
      try {
        aptIn(aside, "apt-get", "-q", "download", name + "=" + wanted.version());
        Path deb = single(aside);
        if (!Digest.of(deb).equals(wanted.sha256())) {
          throw new RecordingException(
              "The package %s does not have the hash that Debian's signed index gives: try again."
                  .formatted(name));
        }
        Files.move(deb, kept, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Folders.delete(aside);
      }
    }
    return new Fetched(wanted, kept);
  }

  /// A verified package file.
  record Fetched(DebianPackage about, Path deb) {}

  private static Path single(Path folder) throws IOException {
    try (DirectoryStream<Path> debs = Files.newDirectoryStream(folder, "*.deb")) {
      for (Path deb : debs) {
        return deb;
      }
    }
    throw new RecordingException(
        "apt said it fetched a package into %s, but left none there: try again.".formatted(folder));
  }

  private String show(String name) throws IOException, InterruptedException {
    Command.Outcome shown = run(root, "apt-cache", "show", "--no-all-versions", name);
    if (shown.status() != 0 || !shown.output().contains("Package: ")) {
      throw new RecordingException(
          "Debian's suite %s has no package %s for %s: give another suite."
              .formatted(suite, name, architecture));
    }
    return shown.output();
  }

  private static String field(String shown, String name, String field) throws RecordingException {
    Optional<String> line = shown.lines().filter(l -> l.startsWith(field + ": ")).findFirst();
    return line.map(l -> l.substring(field.length() + 2).strip())
        .orElseThrow(() ->
            new RecordingException(
                "Debian's index says nothing about the %s of %s: try again."
                    .formatted(field, name)));
  }

  private void apt(String... command) throws IOException, InterruptedException {
    aptIn(root, command);
  }

  private void aptIn(Path folder, String... command) throws IOException, InterruptedException {
    Command.Outcome done = run(folder, command);
    if (done.status() != 0) {
      String fault =
          done.output().lines().filter(l -> l.startsWith("E:")).findFirst().orElse(done.lastLine());
      throw new RecordingException(
          "apt could not fetch %s for %s from this machine's Debian archive (%s): check the network and try again."
              .formatted(suite, architecture, fault.strip()));
    }
  }

  private Command.Outcome run(Path folder, String... command)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(1, List.of("-c", configuration.toString()));
    return Command.run(folder, Map.of(), line);
  }
}
