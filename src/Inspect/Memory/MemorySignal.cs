using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Language;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Memory;

/// <summary>Says which sites are new to the tenants, and what their own decisions say of the words.</summary>
/// <param name="memory">Null where there is none.</param>
/// <param name="language">Has read the words of the message before.</param>
internal sealed class MemorySignal(ITenantMemory? memory, LanguageSignal language) : ISignal
{
    public string Name => "memory";

    public FactGroup Facts => MemoryFacts.Group;

    public async ValueTask ExamineAsync(InspectionContext context)
    {
        if (memory is null || context.Request.Account is not null || context.Request.Recipients.Count == 0) return;
        List<string> sites = [.. context.Links.Where(link => link.IsFollowed && link.Site.Length > 0).Select(link => link.Site).Distinct(StringComparer.Ordinal).Take(MemoryRequest.MostSites)];
        var words = language.Words(context.Facts);
        if (sites.Count == 0 && words.Length == 0) return;
        var found = await memory.AskAsync(new MemoryRequest([.. context.Request.Recipients.Take(MemoryRequest.MostRecipients)], sites, words), context.Cancellation);
        if (found is null) return;
        if (found.NewSites is { } unseen) context.Set(MemoryFacts.NewSites, [.. unseen.Where(at => at >= 0 && at < sites.Count).Select(at => sites[at])]);
        if (found.Learned is not { } learned) return;
        context.Set(MemoryFacts.Learned, Math.Round(learned, 4));
        context.Set(MemoryFacts.Decisions, (long)found.Decisions);
        var numbers = WordNumbers.Read(words)!;
        context.Set(MemoryFacts.Telling, language.NamesOf(context, [.. found.Telling.Where(at => at >= 0 && at < numbers.Length).Select(at => numbers[at]).Distinct()]));
    }
}
