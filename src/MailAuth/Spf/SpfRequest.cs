using System.Net;

namespace Sekisho.MailAuth.Spf;

/// <summary>What the session says about the client.</summary>
public sealed record SpfRequest
{
    /// <summary>The client's address; IPv4 in IPv6 counts as IPv4 (RFC 7208 §5).</summary>
    public required IPAddress ClientAddress { get; init; }

    /// <summary>What the client called itself in HELO or EHLO.</summary>
    public required string Helo { get; init; }

    /// <summary>The reverse-path without angle brackets; empty or null: the null reverse-path, for which postmaster@HELO stands (RFC 7208 §2.4).</summary>
    public string? MailFrom { get; init; }

    /// <summary>The name of the receiving host, for the macro %{r} in explanations (RFC 7208 §7.3).</summary>
    public string ReceivingHost { get; init; } = "unknown";
}
