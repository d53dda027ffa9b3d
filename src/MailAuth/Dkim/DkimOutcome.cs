namespace Sekisho.MailAuth.Dkim;

/// <summary>What became of a message's signatures.</summary>
public sealed record DkimOutcome
{
    /// <summary>The best of the results: pass where one passes; temperror before anything else that is not pass; none without a signature.</summary>
    public required AuthResult Result { get; init; }

    /// <summary>One for each signature that was looked at, from top to bottom, and one for all beyond the limit together.</summary>
    public IReadOnlyList<DkimSignatureOutcome> Signatures { get; init; } = [];

    /// <summary>How many signatures the message has.</summary>
    public int SignatureCount { get; init; }

    /// <summary>The domains that are proven.</summary>
    public IEnumerable<string> PassedDomains => Signatures.Where(signature => signature.Result == AuthResult.Pass).Select(signature => signature.Domain);

    internal static AuthResult Best(IReadOnlyList<DkimSignatureOutcome> signatures)
    {
        // What may pass later comes first: nothing is refused for a failure of the DNS.
        ReadOnlySpan<AuthResult> order = [AuthResult.Pass, AuthResult.TempError, AuthResult.Fail, AuthResult.Policy, AuthResult.PermError, AuthResult.Neutral];
        foreach (var result in order)
        {
            foreach (var signature in signatures)
            {
                if (signature.Result == result) return result;
            }
        }

        return AuthResult.None;
    }
}
