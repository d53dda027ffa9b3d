using System.Net;

namespace Sekisho.MailAuth;

/// <summary>A message and what its session said.</summary>
public sealed record SenderRequest
{
    /// <summary>The whole message.</summary>
    public required ReadOnlyMemory<byte> Message { get; init; }

    /// <summary>The client's address; null where there was no session: SPF is none then.</summary>
    public IPAddress? ClientAddress { get; init; }

    /// <summary>What the client called itself, or null.</summary>
    public string? Helo { get; init; }

    /// <summary>The reverse-path without angle brackets; empty: the null reverse-path; null: not known.</summary>
    public string? MailFrom { get; init; }

    /// <summary>The name of the receiving host.</summary>
    public string ReceivingHost { get; init; } = "unknown";
}
