using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sekisho.Bench.Mail;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Bench.Catch.Peers;

/// <summary>The same messages to the other programs that are installed.</summary>
internal static class BesidePeers
{
    private static readonly (MessageGroup[] Groups, string Name)[] Rows =
    [
        ([MessageGroup.Phishing], "phishing and scam, 2022–26"),
        ([MessageGroup.OldSpam], "spam, 2002–05"),
        ([MessageGroup.OldGood, MessageGroup.OldHardGood], "good mail, 2002"),
        ([MessageGroup.ModernGood, MessageGroup.ModernUnlike], "modern good mail, one of each template"),
    ];

    /// <summary>The section of the report.</summary>
    public static async Task<string> WriteAsync(IReadOnlyList<Judged> judged, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("sekisho-catch-").FullName;
        try
        {
            // The letters have From, To, Subject and a text only, which other systems rightly find odd: they are left out. Of what is made from templates one of each: the peers learn nothing, and thirteen more of a kind tell nothing more.
            var messages = judged.Where(item => item.Read.Message.Template is null && item.Group is MessageGroup.Phishing or MessageGroup.OldSpam or MessageGroup.OldGood or MessageGroup.OldHardGood).Concat(judged.Where(item => item.Read.Message.Template is not null).DistinctBy(item => item.Read.Message.Template)).ToList();
            var systems = new List<(string Name, HashSet<Judged> Caught, string Rate)> { ("Sekisho", [.. messages.Where(item => item.Verdict.Disposition != Disposition.Accept)], "see below") };
            foreach (var start in (Func<string, CancellationToken, Task<IPeer>>[])[RspamdPeer.StartAsync, SpamAssassinPeer.StartAsync])
            {
                try
                {
                    await using var peer = await start(Path.Combine(folder, systems.Count.ToString(CultureInfo.InvariantCulture)), cancellation);
                    systems.Add(await AskAsync(peer, messages, cancellation));
                }
                catch (BenchException missing)
                {
                    Console.Error.WriteLine($"bench catch: a peer is left out: {missing.Message}");
                }
            }

            return Table(messages, systems);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(string Name, HashSet<Judged> Caught, string Rate)> AskAsync(IPeer peer, List<Judged> messages, CancellationToken cancellation)
    {
        await peer.CatchesAsync(messages[0].Read.Message.Content, cancellation);
        var caught = new ConcurrentBag<Judged>();
        var watch = Stopwatch.StartNew();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        await Parallel.ForEachAsync(messages, options, async (item, ended) =>
        {
            if (await peer.CatchesAsync(item.Read.Message.Content, ended)) caught.Add(item);
        });
        return (peer.Name, [.. caught], string.Create(CultureInfo.InvariantCulture, $"{messages.Count / watch.Elapsed.TotalSeconds:0}"));
    }

    private static string Table(List<Judged> messages, List<(string Name, HashSet<Judged> Caught, string Rate)> systems)
    {
        var text = new StringBuilder("\n## Beside other systems\n\nThe same messages, without a network, each system as its Debian package has it and untrained, with its own threshold for tagging (Rspamd 6, SpamAssassin 5 points). Of Rspamd's score is taken off what says only that no name resolves here or that a message is old; SpamAssassin runs its local tests. Sekisho's classifier is trained on such messages, though not on the families it judges; the row of rules alone is the one to compare with untrained systems.\n\n| messages | number | Sekisho, rules alone |");
        foreach (var (name, _, _) in systems) text.Append(CultureInfo.InvariantCulture, $" {name} |");
        text.Append("\n|---|---|---|").Insert(text.Length, "---|", systems.Count).Append('\n');
        foreach (var (groups, name) in Rows)
        {
            var of = messages.Where(item => groups.Contains(item.Group)).ToList();
            text.Append($"| {name} | {of.Count} | {Wilson.Text(of.Count(item => item.RulesAlone.Disposition != Disposition.Accept), of.Count)} |");
            foreach (var (_, caught, _) in systems) text.Append($" {Wilson.Text(of.Count(caught.Contains), of.Count)} |");
            text.Append('\n');
        }

        text.Append("| messages a second, as many at once as processors | | |").AppendJoin("", systems.Select(system => $" {system.Rate} |")).Append('\n');
        return text.ToString();
    }
}
