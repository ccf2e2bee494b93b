package dev.tapmine.questions;

import dev.tapmine.taps.OutputContextRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/// Finds the channels that carry what looks like an exemplar: outputs of activations and plain taps
/// in one ranking, copies of one text gathered, each answer completed.
///
/// Families are ordered by how much farther their origins are than a draw of their size from the
/// exemplar ([BeyondChance]); among those within a hundredth of the nearest the one with most text
/// is first, since a fragment can be nearer by a hair.
public final class Channels {
  private static final double TIE = 0.01;
  private static final int MOST_TAPS = 4096;

  private final TapSource source;
  private final Exemplar exemplar;
  private final ChannelOptions options;
  private final PieceDistance distance;
  private final OutputTable table;
  private final ContextPaths contexts;
  private final AppendedStream appended;

  private Channels(TapSource source, Exemplar exemplar, ChannelOptions options) throws IOException {
    this.source = source;
    this.exemplar = exemplar;
    this.options = options;
    this.distance = new PieceDistance(exemplar);
    this.table = OutputTable.of(source, exemplar, options.filter());
    this.contexts = ContextPaths.of(source);
    this.appended = new AppendedStream(table, contexts, distance);
  }

  /// Ranks.
  ///
  /// @throws QuestionException when the depth asked for was not mined
  public static ChannelRanking rank(TapSource source, Exemplar exemplar, ChannelOptions options)
      throws IOException {
    return new Channels(source, exemplar, options).rank();
  }

  /// Plain taps alone, nearest first, with their streams; behind them, unless a depth is asked for,
  /// those that are joined and stretches of busy ones.
  ///
  /// @throws QuestionException when the depth asked for was not mined
  public static List<Channel> taps(TapSource source, Exemplar exemplar, ChannelOptions options)
      throws IOException {
    return new TapCandidates(source, exemplar, new PieceDistance(exemplar), options).nearest();
  }

  private ChannelRanking rank() throws IOException {
    TapCandidates taps = new TapCandidates(source, exemplar, distance, options);
    OutputCandidates outputs =
        new OutputCandidates(
            table,
            contexts,
            new PieceDistance(exemplar),
            options.filter().minBytes(),
            options.candidates());
    // Outputs are all in memory; the source is asked by this thread alone.
    FutureTask<List<OutputCandidate>> nearestOutputs = new FutureTask<>(outputs::nearest);
    Thread.ofPlatform().daemon().name("tapmine-outputs").start(nearestOutputs);
    List<Channel> channels = new ArrayList<>(taps.nearest());
    Map<String, OutputCandidate> byName = new HashMap<>();
    for (OutputCandidate candidate : result(nearestOutputs)) {
      Channel channel = channel(candidate);
      channels.add(channel);
      byName.put(channel.name(), candidate);
    }
    channels.sort(
        Comparator.comparingDouble(Channel::distance)
            .thenComparingLong(channel -> -channel.text())
            .thenComparing(Channel::name));
    BeyondChance beyond = new BeyondChance(exemplar);
    Families gathering =
        new Families(
            channels,
            channels.stream().mapToDouble(channel -> beyond.of(channel, 1)).toArray(),
            taps.runs(),
            table.alphabet());
    List<Families.Members> gathered = gathering.gather();
    FormDistance form = new FormDistance(exemplar);
    Map<Integer, Channel> completed = new HashMap<>();
    List<ChannelFamily> families = new ArrayList<>();
    for (Families.Members family :
        gathering.joined(
            gathered,
            gathered.stream().map(f -> origin(f, channels, byName, completed)).toList())) {
      Channel origin = origin(family, channels, byName, completed);
      Channel like = found(family, origin, channels, completed);
      double away = form.of(like, gathered.size());
      families.add(family(family, origin, channels, like.distance(), away));
    }
    return new ChannelRanking(
        Continuations.note(ordered(new Parts(families, taps.runs(), table.alphabet()).gathered()))
            .stream()
            .limit(options.families())
            .toList(),
        byForm(channels, form, gathered.size()),
        taps.tried() + outputs.tried());
  }

  private static List<Channel> byForm(List<Channel> channels, FormDistance form, int tried) {
    double[] away = channels.stream().mapToDouble(channel -> form.of(channel, tried)).toArray();
    return IntStream.range(0, away.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> away[i]))
        .map(channels::get)
        .toList();
  }

  private static List<OutputCandidate> result(FutureTask<List<OutputCandidate>> task)
      throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while outputs were ranked");
    } catch (ExecutionException e) {
      throw new IllegalStateException("Outputs could not be ranked", e.getCause());
    }
  }

  private static List<ChannelFamily> ordered(List<ChannelFamily> families) {
    List<ChannelFamily> ordered = new ArrayList<>(families);
    ordered.sort(Comparator.comparingDouble(ChannelFamily::form));
    if (!ordered.isEmpty()) {
      double tie = ordered.getFirst().form() + TIE;
      int tied = (int) ordered.stream().filter(f -> f.form() <= tie).count();
      ordered
          .subList(0, tied)
          .sort(Comparator.comparingLong((ChannelFamily f) -> -f.origin().text()));
    }
    return ordered;
  }

  /// A family's origin, completed if that can be; found once.
  private Channel origin(
      Families.Members family,
      List<Channel> channels,
      Map<String, OutputCandidate> byName,
      Map<Integer, Channel> completed) {
    return completed.computeIfAbsent(
        family.origin(),
        number -> {
          Channel origin = channels.get(number);
          OutputCandidate candidate = byName.get(origin.name());
          if (candidate == null) {
            return origin;
          }
          Optional<OutputCandidate> stream = appended.around(candidate);
          if (stream.isPresent()) {
            Channel whole = completed(stream.get(), channel(stream.get()));
            return whole.explained(
                "A stream that is appended to; found by %,d bytes of it at distance %.4f, %s."
                    .formatted(origin.text(), origin.distance(), origin.name()));
          }
          return candidate.layout() == Layout.REGION ? completed(candidate, origin) : origin;
        });
  }

  /// @param distance of what the family was found by
  /// @param form how far its form is
  private static ChannelFamily family(
      Families.Members family,
      Channel completed,
      List<Channel> channels,
      double distance,
      double form) {
    Channel origin = channels.get(family.origin());
    List<Channel> members = new ArrayList<>();
    boolean part = !completed.name().equals(origin.name());
    for (int member : family.members()) {
      if (member == family.origin()) {
        members.add(completed);
      }
      boolean same = channels.get(member).name().equals(completed.name());
      if (!same && (member != family.origin() || part)) {
        members.add(channels.get(member));
      }
    }
    return new ChannelFamily(completed, members, distance, form, List.of());
  }

  /// By what a family was found: its origin, or if that is a stream that others are appended to,
  /// the nearest of the parts that turned out to be of it, since what is appended beside them is of
  /// the same stream, however it looks.
  private static Channel found(
      Families.Members family,
      Channel stream,
      List<Channel> channels,
      Map<Integer, Channel> completed) {
    if (stream.name().equals(channels.get(family.origin()).name())) {
      return stream;
    }
    return family.members().stream()
        .filter(member ->
            completed.containsKey(member) && completed.get(member).name().equals(stream.name()))
        .map(channels::get)
        .min(Comparator.comparingDouble(Channel::distance))
        .orElseThrow();
  }

  private Channel completed(OutputCandidate candidate, Channel origin) {
    Completion completion = Completion.of(table, candidate.rows());
    if (completion.siblings().isEmpty()) {
      return origin;
    }
    Assembly whole = Assembly.of(table, completion.rows());
    double nearness = distance.of(whole.pieces(), whole.cut());
    return nearness > candidate.distance() + TIE
        ? origin
        : channel(candidate, completion, whole, nearness);
  }

  private static List<Long> callers(
      ContextPaths contexts, OutputContextRow row, OutputCandidate candidate) {
    // Code of which no call is known has nothing else to be told apart by.
    return contexts.callers(row.callers(), row.callee() == 0 ? 2 : candidate.callers());
  }

  private static AddressSpan span(OutputTable table, int[] rows) {
    return IntStream.of(rows)
        .mapToObj(row -> new AddressSpan(table.address(row), table.end(row) - 1))
        .reduce(AddressSpan::with)
        .orElseThrow();
  }

  private Channel channel(OutputCandidate candidate) {
    return channel(
        candidate,
        new Completion(candidate.rows(), List.of()),
        Assembly.of(table, candidate.rows()),
        candidate.distance());
  }

  /// @param completion the candidate's rows, and those of siblings
  /// @param assembly of all these rows
  /// @param nearness its distance
  private Channel channel(
      OutputCandidate candidate, Completion completion, Assembly assembly, double nearness) {
    OutputContextRow row = table.context(candidate.context());
    List<Long> callers = callers(contexts, row, candidate);
    List<Integer> ids =
        IntStream.of(candidate.rows()).map(table::contextOf).distinct().sorted().boxed().toList();
    TreeSet<Integer> taps = new TreeSet<>();
    for (int each : completion.rows()) {
      if (taps.size() < MOST_TAPS) {
        taps.add(table.firstTap(each));
        taps.add(table.lastTap(each));
      }
    }
    AddressSpan span = span(table, completion.rows());
    return new Channel(
        ChannelName.of(
                row.direction(),
                row.callee(),
                callers,
                row.space(),
                candidate.layout(),
                span(table, candidate.rows()).low(),
                table.first(candidate.rows()[0]))
            .text(),
        nearness,
        new Carrier.OfOutputs(
            row.direction(),
            row.user(),
            row.space(),
            row.callee(),
            callers,
            ids,
            span.low(),
            span.high(),
            candidate.layout(),
            completion.siblings()),
        assembly.pieces(),
        assembly.text(),
        assembly.cut(),
        ids.stream().noneMatch(id -> table.context(id).cut()),
        List.copyOf(taps),
        steps(candidate, completion, assembly, ids));
  }

  private static List<String> steps(
      OutputCandidate candidate, Completion completion, Assembly assembly, List<Integer> ids) {
    List<String> steps = new ArrayList<>();
    steps.add(
        "Outputs of one function %s: %,d, of %d contexts."
            .formatted(
                switch (candidate.callers()) {
                  case 0 -> "by whomever it is called";
                  case 1 -> "under one caller";
                  default -> "under one caller and its caller";
                },
                completion.rows().length,
                ids.size()));
    steps.add(
        switch (candidate.layout()) {
          case SPREAD ->
              "They lie in several regions, and together are as near to the exemplar as any.";
          case REGION ->
              "They gather in one region of memory, without a gap of more than 256 bytes.";
          case PAGED ->
              "They are appended one to the other, on from page to page, as a file is written.";
        });
    if (!completion.siblings().isEmpty()) {
      steps.add(
          "Completed by %d sibling contexts, which leave more of the same text in the region."
              .formatted(completion.siblings().size()));
    }
    steps.add(
        "%,d said again by an outer activation came once; %,d scalar cells were cut out; %,d continue the one before."
            .formatted(assembly.repeated(), assembly.cells(), assembly.joined()));
    steps.add(
        "%,d bytes are in the exemplar's alphabet; %,d are not, were cut away, and count as pairs that it lacks."
            .formatted(assembly.text(), assembly.cut()));
    return steps;
  }
}
