namespace Sekisho.MailAuth.Dkim;

/// <summary>What became of one signature.</summary>
public sealed record DkimSignatureOutcome
{
    /// <summary>Any result but softfail.</summary>
    public required AuthResult Result { get; init; }

    /// <summary>Why it is not pass.</summary>
    public DkimProblem Problem { get; init; }

    /// <summary>The same in words for the operator, or null.</summary>
    public string? Detail { get; init; }

    /// <summary>The signing domain (d=) in A-labels and lower case; empty where the field could not be read.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The selector (s=), perhaps with dots.</summary>
    public string Selector { get; init; } = "";

    /// <summary>The identity (i=); "@" and the domain where it is absent (RFC 6376 §3.5).</summary>
    public string Identity { get; init; } = "";

    /// <summary>The algorithm as written (a=).</summary>
    public string Algorithm { get; init; } = "";

    /// <summary>The beginning of b=, which tells signatures apart in results (RFC 6008 §4).</summary>
    public string SignatureStart { get; init; } = "";

    /// <summary>The length of the key in bits; 0 where none was read.</summary>
    public int KeyBits { get; init; }

    /// <summary>The key is an RSA key below 2048 bits: it counts, but not for long (RFC 8301 §3.2).</summary>
    public bool IsWeakKey { get; init; }

    /// <summary>The key's owner says that it is only tried out (RFC 6376 §3.6.1 t=y): a failure means nothing.</summary>
    public bool IsTesting { get; init; }

    /// <summary>The mathematics are right, whatever the result says.</summary>
    public bool Verifies { get; init; }

    /// <summary>The signature has l= (RFC 6376 §3.5).</summary>
    public bool HasBodyLimit { get; init; }

    /// <summary>Bytes of the canonical body that l= leaves out: text that anyone may have added.</summary>
    public long UncoveredBodyBytes { get; init; }

    /// <summary>The names of h= in lower case, in their order.</summary>
    public IReadOnlyList<string> SignedFields { get; init; } = [];

    /// <summary>Fields that people see or act on (From, Subject, To, Date …) of which the message has more than were signed, in lower case.</summary>
    public IReadOnlyList<string> UnsignedFields { get; init; } = [];

    /// <summary>When it was made (t=), or null.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>When it ends (x=), or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
