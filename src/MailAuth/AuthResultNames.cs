namespace Sekisho.MailAuth;

/// <summary>The words of RFC 8601 for results.</summary>
public static class AuthResultNames
{
    /// <summary>The word as it is written in Authentication-Results, in lower case.</summary>
    public static string Word(this AuthResult result) => result switch
    {
        AuthResult.Pass => "pass",
        AuthResult.Fail => "fail",
        AuthResult.SoftFail => "softfail",
        AuthResult.Neutral => "neutral",
        AuthResult.Policy => "policy",
        AuthResult.TempError => "temperror",
        AuthResult.PermError => "permerror",
        _ => "none",
    };

    /// <summary>The result of a word, in any case; the old "hardfail" and "error" of early drafts are not known.</summary>
    /// <returns>False where the word is none of RFC 8601.</returns>
    public static bool TryParse(ReadOnlySpan<char> word, out AuthResult result)
    {
        foreach (var candidate in Enum.GetValues<AuthResult>())
        {
            result = candidate;
            if (word.Equals(candidate.Word(), StringComparison.OrdinalIgnoreCase)) return true;
        }

        result = AuthResult.None;
        return false;
    }
}
