using System.Text;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Structure;
using Sekisho.Mime;

namespace Sekisho.Inspect.History;

/// <summary>Says whether the recipients know the sender, and whether a name of people they know is used by somebody else.</summary>
/// <param name="history">Null where there is none.</param>
internal sealed class HistorySignal(ISenderHistory? history) : ISignal
{
    private const int MaxIdentifierChars = 500;

    public string Name => "history";

    public FactGroup Facts => HistoryFacts.Group;

    public async ValueTask ExamineAsync(InspectionContext context)
    {
        if (history is null || context.Request.Account is not null || context.Request.Recipients.Count == 0) return;
        if (context.Facts.Values.GetValueOrDefault(StructureFacts.From.Name) is not string { Length: > 0 } address) return;
        var shown = context.Facts.Values.GetValueOrDefault(StructureFacts.FromName.Name) as string;
        var found = await history.AskAsync(
            new HistoryRequest([.. context.Request.Recipients.Take(HistoryRequest.MostRecipients)], address, PersonName.Normalise(shown), References(context.Message)) { ReversePath = context.Request.MailFrom },
            context.Cancellation);
        if (found is null) return;
        Set(context, found, shown);
        SetLists(context, found, address);
    }

    private static void Set(InspectionContext context, HistoryReply found, string? shown)
    {
        if (found.Messages > 0)
        {
            context.Set(HistoryFacts.Messages, found.Messages);
            context.Set(HistoryFacts.Days, found.Days);
        }

        if (found.Written > 0) context.Set(HistoryFacts.Written, found.Written);
        if (found.IsReply) context.Set(HistoryFacts.IsReply, true);
        if (found.IsNameOfOwn) context.Set(HistoryFacts.NameOfOwn, shown);
        if (found.IsNameOfOther) context.Set(HistoryFacts.NameOfOther, shown);
        if (found.Messages > 0 || found.Written > 0) return;
        context.Set(HistoryFacts.FirstContact, true);
        if (found.DomainMessages == 0) context.Set(HistoryFacts.FirstOfDomain, true);
    }

    private static void SetLists(InspectionContext context, HistoryReply found, string address)
    {
        if (found.Blocked) context.Set(ListFacts.Blocked, true);
        if (!found.Allowed) return;
        // Of several senders in From, only the first was looked up, and programs may show another.
        var facts = context.Facts.Values;
        var isOne = facts.GetValueOrDefault(StructureFacts.FromAddresses.Name) is not string[] { Length: > 1 };
        var domain = address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();
        context.Set(isOne && SenderProof.IsAuthenticated(facts, domain) ? ListFacts.Allowed : ListFacts.Unproven, true);
    }

    /// <summary>The identifiers that In-Reply-To and References name, the newest first (RFC 5322 §3.6.4).</summary>
    internal static IReadOnlyList<string> References(MimeMessage message)
    {
        var found = new List<string>();
        foreach (var name in (ReadOnlySpan<string>)["In-Reply-To", "References"])
        {
            if (message.Header(name) is not { } field) continue;
            var text = Encoding.Latin1.GetString(field.Value.Span);
            var end = text.Length;
            while (found.Count < HistoryRequest.MostReferences && end > 0)
            {
                var close = text.LastIndexOf('>', end - 1);
                var open = close < 1 ? -1 : text.LastIndexOf('<', close - 1);
                if (open < 0) break;
                var identifier = text[(open + 1)..close].Trim();
                if (identifier.Length is > 0 and <= MaxIdentifierChars && !found.Contains(identifier)) found.Add(identifier);
                end = open;
            }
        }

        return found;
    }
}
