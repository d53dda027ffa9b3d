namespace Sekisho.MailAuth.Dkim;

/// <summary>What is wrong with a signature or a key.</summary>
/// <param name="Problem">Its name.</param>
/// <param name="Detail">The same in words.</param>
internal sealed record DkimFlaw(DkimProblem Problem, string Detail)
{
    /// <summary>The result that it leads to (RFC 8601 §2.7.1).</summary>
    public AuthResult Result => Problem switch
    {
        DkimProblem.None => AuthResult.Pass,
        // "contained syntax errors or were not otherwise able to be processed"
        DkimProblem.BadSyntax or DkimProblem.UnsupportedVersion or DkimProblem.UnsupportedAlgorithm or DkimProblem.UnsupportedMethod or DkimProblem.NoEd25519 => AuthResult.Neutral,
        // "some aspect of the signature or signatures was not acceptable"
        DkimProblem.WeakAlgorithm or DkimProblem.DomainIsTopLevel or DkimProblem.Expired or DkimProblem.FromTheFuture or DkimProblem.KeyTooShort
            or DkimProblem.KeyTooLarge or DkimProblem.BodyNotCovered or DkimProblem.TooManySignatures => AuthResult.Policy,
        DkimProblem.BodyDiffers or DkimProblem.BodyTooShort or DkimProblem.SignatureDiffers => AuthResult.Fail,
        DkimProblem.DnsFailure => AuthResult.TempError,
        _ => AuthResult.PermError,
    };
}
