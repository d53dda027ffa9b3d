namespace Sekisho.Inspect.History;

/// <summary>Asks what is remembered of a sender.</summary>
/// <param name="Recipients">The recipients of the envelope, at most <see cref="MostRecipients"/>: whose memory is asked.</param>
/// <param name="Address">The address that From shows.</param>
/// <param name="Name">The name that From shows, as <see cref="PersonName.Normalise"/> gives it; null where it shows none.</param>
/// <param name="References">Identifiers of messages that it says it answers, at most <see cref="MostReferences"/>.</param>
public sealed record HistoryRequest(IReadOnlyList<string> Recipients, string Address, string? Name, IReadOnlyList<string> References)
{
    /// <summary>The most recipients that are asked for: a message to more people is told apart from the others by the first of them.</summary>
    public const int MostRecipients = 50;

    /// <summary>The most references: the newest of a long thread say it all.</summary>
    public const int MostReferences = 20;

    /// <summary>The reverse-path, which block lists may name; null or empty for none.</summary>
    public string? ReversePath { get; init; }
}
