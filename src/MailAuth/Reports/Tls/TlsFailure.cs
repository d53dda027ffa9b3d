namespace Sekisho.MailAuth.Reports.Tls;

/// <summary>Sessions that failed alike (RFC 8460 §4.4, failure-details).</summary>
public sealed record TlsFailure
{
    /// <summary>A word of RFC 8460 §4.3.</summary>
    public required string ResultType { get; init; }

    /// <summary>The address that sent, or null.</summary>
    public string? SendingAddress { get; init; }

    /// <summary>The name of the mail exchange, or null.</summary>
    public string? ReceivingHost { get; init; }

    /// <summary>What the mail exchange called itself, or null.</summary>
    public string? ReceivingHelo { get; init; }

    /// <summary>The address of the mail exchange, or null.</summary>
    public string? ReceivingAddress { get; init; }

    /// <summary>How many sessions.</summary>
    public long Count { get; init; }

    /// <summary>Where to find more, or null.</summary>
    public string? AdditionalInformation { get; init; }

    /// <summary>The reason in the words of who reports, or null.</summary>
    public string? ReasonCode { get; init; }
}
