using Sekisho.Smtp.Envelopes;

namespace Sekisho.Smtp.Server;

/// <summary>RCPT TO with its parameters (RFC 5321 §4.1.1.3).</summary>
public sealed record RcptParameters
{
    /// <summary>The address without angle brackets. <c>&lt;Postmaster&gt;</c> (RFC 5321 §4.1.1.3) is given with the server's host name.</summary>
    public required string Address { get; init; }

    /// <summary>NOTIFY= (RFC 3461 §4.1).</summary>
    public DsnNotify Notify { get; init; }

    /// <summary>ORCPT= as "type;address", decoded (RFC 3461 §4.2), or null.</summary>
    public string? OriginalRecipient { get; init; }
}
