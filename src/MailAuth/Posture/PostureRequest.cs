namespace Sekisho.MailAuth.Posture;

/// <summary>What is to be looked at.</summary>
public sealed record PostureRequest
{
    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>DKIM selectors that must be there; empty: common ones are tried.</summary>
    public IReadOnlyList<string> Selectors { get; init; } = [];

    /// <summary>The SHA-256 of the public key (SubjectPublicKeyInfo) of the mail exchanges' certificate, for TLSA records; null where it is not known.</summary>
    public ReadOnlyMemory<byte>? KeyHash { get; init; }

    /// <summary>The most selectors that are asked for.</summary>
    public const int MostSelectors = 50;
}
