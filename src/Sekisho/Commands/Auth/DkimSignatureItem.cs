using Sekisho.MailAuth;
using Sekisho.MailAuth.Dkim;

namespace Sekisho.Commands.Auth;

/// <summary>One signature in a line of 'auth dkim --json'.</summary>
internal sealed record DkimSignatureItem
{
    /// <summary>The result.</summary>
    public required string Result { get; init; }

    /// <summary>Why it does not pass.</summary>
    public string? Problem { get; init; }

    /// <summary>The same in words.</summary>
    public string? Detail { get; init; }

    /// <summary>d=.</summary>
    public required string Domain { get; init; }

    /// <summary>s=.</summary>
    public required string Selector { get; init; }

    /// <summary>i=.</summary>
    public required string Identity { get; init; }

    /// <summary>a=.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The length of the key.</summary>
    public int KeyBits { get; init; }

    /// <summary>An RSA key below 2048 bits.</summary>
    public bool WeakKey { get; init; }

    /// <summary>The key's owner is testing.</summary>
    public bool Testing { get; init; }

    /// <summary>The mathematics are right.</summary>
    public bool Verifies { get; init; }

    /// <summary>It has l=.</summary>
    public bool BodyLimit { get; init; }

    /// <summary>Bytes of the body that l= leaves out.</summary>
    public long UncoveredBodyBytes { get; init; }

    /// <summary>h=.</summary>
    public required IReadOnlyList<string> SignedFields { get; init; }

    /// <summary>Fields of which there are more than were signed.</summary>
    public required IReadOnlyList<string> UnsignedFields { get; init; }

    /// <summary>t=.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>x=.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The line's part for an outcome.</summary>
    public static DkimSignatureItem Of(DkimSignatureOutcome outcome) => new()
    {
        Result = outcome.Result.Word(),
        Problem = AuthWord.OfProblem(outcome.Problem),
        Detail = outcome.Detail,
        Domain = outcome.Domain,
        Selector = outcome.Selector,
        Identity = outcome.Identity,
        Algorithm = outcome.Algorithm,
        KeyBits = outcome.KeyBits,
        WeakKey = outcome.IsWeakKey,
        Testing = outcome.IsTesting,
        Verifies = outcome.Verifies,
        BodyLimit = outcome.HasBodyLimit,
        UncoveredBodyBytes = outcome.UncoveredBodyBytes,
        SignedFields = outcome.SignedFields,
        UnsignedFields = outcome.UnsignedFields,
        SignedAt = outcome.SignedAt,
        ExpiresAt = outcome.ExpiresAt,
    };
}
