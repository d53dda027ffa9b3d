namespace Sekisho.Store.Intake;

/// <summary>Where a message came from.</summary>
public sealed record Origin
{
    /// <summary>How it came in.</summary>
    public required OriginKind Kind { get; init; }

    /// <summary>The client's address and port, or null for messages made here.</summary>
    public string? Client { get; init; }

    /// <summary>What the client called itself, or null.</summary>
    public string? Helo { get; init; }

    /// <summary>The TLS version and cipher suite, or null for a connection in clear.</summary>
    public string? Tls { get; init; }

    /// <summary>The account that submitted it, or null.</summary>
    public string? Account { get; init; }
}
