namespace Sekisho.MailAuth.Reports.Failure;

/// <summary>A report about one message (or some like it) that failed (RFC 9991, RFC 6591, in the form of RFC 5965). Null: the report does not say.</summary>
public sealed record FailureReport
{
    /// <summary>Feedback-Type: auth-failure, or abuse and the like in reports of people's complaints.</summary>
    public string FeedbackType { get; init; } = "";

    /// <summary>Auth-Failure: adsp, bodyhash, revoked, signature, spf, dmarc.</summary>
    public string? AuthFailure { get; init; }

    /// <summary>The domain that it is about (Reported-Domain, or that of From).</summary>
    public string Domain { get; init; } = "";

    /// <summary>Identity-Alignment: dkim, spf, both or none.</summary>
    public string? IdentityAlignment { get; init; }

    /// <summary>Delivery-Result: delivered, spam, policy, reject, other.</summary>
    public string? DeliveryResult { get; init; }

    /// <summary>The address that gave the message.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>The domain of the reverse-path; local parts are not kept.</summary>
    public string? EnvelopeFrom { get; init; }

    /// <summary>The domain of From in the message.</summary>
    public string? HeaderFrom { get; init; }

    /// <summary>DKIM-Domain.</summary>
    public string? DkimDomain { get; init; }

    /// <summary>DKIM-Selector.</summary>
    public string? DkimSelector { get; init; }

    /// <summary>SPF-DNS: the record that was used.</summary>
    public string? SpfRecord { get; init; }

    /// <summary>Authentication-Results as the reporter has them.</summary>
    public string? AuthenticationResults { get; init; }

    /// <summary>Arrival-Date as written.</summary>
    public string? ArrivalDate { get; init; }

    /// <summary>User-Agent.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Incidents: how many messages, at least 1.</summary>
    public long Incidents { get; init; } = 1;
}
