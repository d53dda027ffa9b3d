using Sekisho.Inspect;
using Sekisho.Inspect.Language;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Bench.Catch;

/// <summary>A message with what inspection found in it, the classifier left out.</summary>
/// <param name="Message">The message.</param>
/// <param name="Facts">Its facts.</param>
/// <param name="Words">Its tokens that are words.</param>
/// <param name="Shapes">Its other tokens.</param>
internal sealed record Read(Labelled Message, FactSet Facts, int[] Words, int[] Shapes)
{
    public int Family { get; set; }

    public static async Task<List<Read>> AllAsync(IReadOnlyList<Labelled> messages, Dictionary<int, string>? names)
    {
        var signal = new LanguageSignal(null);
        await using var inspector = Inspector.CreateWith(new InspectOptions(), TimeProvider.System, Inspector.SignalsWith(new InspectOptions(), signal));
        var read = new List<Read>();
        foreach (var message in messages)
        {
            var request = new InspectRequest { Id = message.Name, Recipients = message.Group == MessageGroup.Phishing ? ["phishing@pot", "rodrigo.f.peixoto@rodrigofp"] : message.Group == MessageGroup.OldSpam ? ["spamassassin.sightings@zzzz.jm.netnoteinc"] : [] };
            var verdict = await inspector.RunAsync(request, message.Content, CancellationToken.None);
            read.Add(new Read(message, verdict.Facts, signal.Features.Words.ToArray(), signal.Features.Shapes.ToArray()));
            if (names is null) continue;
            // Named only by reading once more.
            signal.Features.Wanted = read[^1].Words.Concat(read[^1].Shapes).Where(item => !names.ContainsKey(item)).ToDictionary(item => item, _ => "");
            await inspector.RunAsync(request, message.Content, CancellationToken.None);
            foreach (var (item, name) in signal.Features.Wanted) names.TryAdd(item, name);
            signal.Features.Wanted = null;
        }

        return read;
    }
}
