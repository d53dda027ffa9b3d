using System.Text.Json.Serialization;
using Sekisho.Identity.Budgets;
using Sekisho.Vault.Archive;

namespace Sekisho.Vault.Budgets;

/// <summary>
/// How much may be released in an hour. In a minute it is a tenth of that, in a day eight times as much. What exceeds one of them
/// freezes the caller: these numbers are the largest possible leak.
/// </summary>
public sealed record BudgetOptions
{
    /// <summary>Messages that one ticket may have opened in an hour: a person who reads fast.</summary>
    public int TicketMessages { get; init; } = 600;

    /// <summary>Messages that all of web may have opened in an hour.</summary>
    public int WebMessages { get; init; } = 20_000;

    /// <summary>Index keys that web may lease in an hour: about one a login.</summary>
    public int WebIndexKeys { get; init; } = 10_000;

    /// <summary>Tickets that web may be given in an hour.</summary>
    public int WebTickets { get; init; } = 20_000;

    /// <summary>Messages that deliver may have opened in an hour.</summary>
    public int DeliverMessages { get; init; } = 5_000_000;

    /// <summary>Uses of sealed credentials in an hour.</summary>
    public int DeliverCredentials { get; init; } = 10_000;

    /// <summary>Signatures in an hour.</summary>
    public int DeliverSignatures { get; init; } = 5_000_000;

    /// <summary>Messages that operators may export in an hour.</summary>
    public int OperatorMessages { get; init; } = 1000;

    /// <summary>Index keys of mailboxes that operators may lease in an hour: each opens the list of one mailbox.</summary>
    public int OperatorIndexKeys { get; init; } = 200;

    /// <summary>Envelopes that operators may look at in an hour: lists of queue and quarantine open them.</summary>
    public int OperatorEnvelopes { get; init; } = 100_000;

    /// <summary>Messages of their tenant's quarantine and archive that one person at the command line may have opened in an hour.</summary>
    public int PersonMessages { get; init; } = 200;

    /// <summary>Envelopes of their tenant that one person at the command line may look at in an hour.</summary>
    public int PersonEnvelopes { get; init; } = 50_000;

    [JsonIgnore]
    internal IReadOnlyDictionary<(string Class, BudgetKind Kind), BudgetLimit> Limits => new Dictionary<(string, BudgetKind), BudgetLimit>
    {
        [(BudgetClass.Ticket, BudgetKind.MessagesOpened)] = LimitOf(TicketMessages),
        [(BudgetClass.Ticket, BudgetKind.KeyLeases)] = LimitOf(100),
        [(BudgetClass.Web, BudgetKind.MessagesOpened)] = LimitOf(WebMessages),
        [(BudgetClass.Web, BudgetKind.KeyLeases)] = LimitOf(WebIndexKeys),
        [(BudgetClass.Web, BudgetKind.TicketsIssued)] = LimitOf(WebTickets),
        [(BudgetClass.Deliver, BudgetKind.MessagesOpened)] = LimitOf(DeliverMessages),
        [(BudgetClass.Deliver, BudgetKind.CredentialUses)] = LimitOf(DeliverCredentials),
        [(BudgetClass.Deliver, BudgetKind.Signatures)] = LimitOf(DeliverSignatures),
        [(BudgetClass.Operator, BudgetKind.MessagesExported)] = LimitOf(OperatorMessages),
        [(BudgetClass.Operator, BudgetKind.KeyLeases)] = LimitOf(OperatorIndexKeys),
        [(BudgetClass.Operator, BudgetKind.MessagesOpened)] = LimitOf(OperatorEnvelopes),
        [(BudgetClass.Person, BudgetKind.MessagesExported)] = LimitOf(PersonMessages),
        [(BudgetClass.Person, BudgetKind.MessagesOpened)] = LimitOf(PersonEnvelopes),
        // In a minute one search in all months of the longest archive.
        [(BudgetClass.Person, BudgetKind.KeyLeases)] = LimitOf(SetArchiveRequest.MostMonths * 10),
    };

    private static BudgetLimit LimitOf(int hour) => new()
    {
        PerMinute = Math.Max(1, hour / 10),
        PerHour = hour,
        PerDay = Math.Min(BudgetLimit.Most, hour * 8L),
    };
}
