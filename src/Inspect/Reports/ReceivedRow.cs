namespace Sekisho.Inspect.Reports;

/// <summary>One row of a report that somebody sent us. Texts come from outside: they are cut and have no control characters.</summary>
public sealed record ReceivedRow
{
    /// <summary>The address that gave the messages; of TLS the mail exchange, empty where the report does not tell.</summary>
    public required string Source { get; init; }

    /// <summary>How many messages, or sessions.</summary>
    public required long Count { get; init; }

    /// <summary>DMARC passes; of TLS: the session succeeded.</summary>
    public required bool Passes { get; init; }

    /// <summary>DKIM proved an aligned domain; null: not about that.</summary>
    public bool? DkimAligned { get; init; }

    /// <summary>SPF proved an aligned domain; null: not about that.</summary>
    public bool? SpfAligned { get; init; }

    /// <summary>What became of them: none, quarantine, reject; of TLS the result type of RFC 8460 §4.3.</summary>
    public string Disposition { get; init; } = "";

    /// <summary>The domain in From, or empty.</summary>
    public string HeaderFrom { get; init; } = "";

    /// <summary>SPF and DKIM domains with their results, in words.</summary>
    public string Details { get; init; } = "";
}
