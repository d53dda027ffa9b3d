namespace Sekisho.MailAuth.Dkim;

/// <summary>A signature field that was read (RFC 6376 §3.5); ARC's message signatures (RFC 8617 §4.1.2) too.</summary>
internal sealed record DkimSignature
{
    public string Algorithm { get; init; } = "";

    public DkimAlgorithm Method { get; init; }

    public string Domain { get; init; } = "";

    public string Selector { get; init; } = "";

    public string Identity { get; init; } = "";

    /// <summary>b= as written, without blanks.</summary>
    public string SignatureText { get; init; } = "";

    public byte[] Signature { get; init; } = [];

    public byte[] BodyHash { get; init; } = [];

    /// <summary>c= is there; otherwise the forms are those of the standard.</summary>
    public bool HasForm { get; init; }

    public bool RelaxedHeader { get; init; }

    public bool RelaxedBody { get; init; }

    /// <summary>l=, or null.</summary>
    public long? BodyLimit { get; init; }

    /// <summary>h= in lower case, in its order.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    public DateTimeOffset? SignedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Where its key lies (RFC 6376 §3.6.2.1).</summary>
    public string KeyName => Selector + "._domainkey." + Domain;
}
