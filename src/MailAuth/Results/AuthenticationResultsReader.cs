using Sekisho.Mime;

namespace Sekisho.MailAuth.Results;

/// <summary>Reads Authentication-Results fields (RFC 8601 §2.2), also those of ARC (without their "i=N;").</summary>
public static class AuthenticationResultsReader
{
    /// <summary>Results beyond this are left out: stops fields of megabytes.</summary>
    private const int MaxResults = 100;

    private const int MaxValueBytes = 65_536;

    /// <summary>Reads the value behind the colon. Never throws.</summary>
    /// <returns>Null where it breaks the grammar, or exceeds 64 KB.</returns>
    public static AuthenticationResults? Read(ReadOnlySpan<byte> value) => value.Length > MaxValueBytes ? null : Read(HeaderValue.Unfold(value));

    /// <summary>Reads an unfolded value. Never throws.</summary>
    /// <returns>Null where it breaks the grammar.</returns>
    public static AuthenticationResults? Read(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var tokens = new ResultTokens(value);
        if (!tokens.Next(";") || tokens.Word.Length == 0 || tokens.Word == ";" && !tokens.IsQuoted) return null;
        var name = tokens.Word;
        var results = new List<MethodResult>();
        // An optional version behind the name (RFC 8601 §2.2 authres-version).
        if (!tokens.Next(";")) return null;
        if (tokens.Word != ";")
        {
            if (tokens.IsQuoted || tokens.Word.AsSpan().ContainsAnyExceptInRange('0', '9') || !tokens.Next(";")) return null;
            if (tokens.Word != ";") return null;
        }

        var more = tokens.Next("=;/.");
        if (more && tokens.Word.Equals("none", StringComparison.OrdinalIgnoreCase)) return tokens.Next(";") || tokens.IsBroken ? null : new AuthenticationResults(name, results);
        while (more)
        {
            if (ReadResult(ref tokens, out more) is not { } result) return null;
            if (results.Count < MaxResults) results.Add(result);
        }

        return tokens.IsBroken || results.Count == 0 ? null : new AuthenticationResults(name, results);
    }

    /// <summary>One resinfo; the method's name is the current token.</summary>
    private static MethodResult? ReadResult(ref ResultTokens tokens, out bool more)
    {
        more = false;
        var method = tokens.Word.ToLowerInvariant();
        if (!IsKeyword(method) || !tokens.Next("=;/.")) return null;
        if (tokens.Word == "/")
        {
            if (!tokens.Next("=;/.") || tokens.Word.AsSpan().ContainsAnyExceptInRange('0', '9') || !tokens.Next("=;/.")) return null;
        }

        if (tokens.Word != "=" || !tokens.Next("=;/.") || !IsKeyword(tokens.Word)) return null;
        var result = new MethodResult(method, tokens.Word.ToLowerInvariant());
        var properties = new List<ResultProperty>();
        while (tokens.Next("=;/."))
        {
            if (tokens.Word == ";" && !tokens.IsQuoted)
            {
                // A semicolon may end the field.
                more = tokens.Next("=;/.");
                break;
            }

            var type = tokens.Word.ToLowerInvariant();
            if (!IsKeyword(type) || !tokens.Next("=;/.")) return null;
            if (tokens.Word == "=" && type == "reason")
            {
                if (!tokens.NextValue()) return null;
                result = result with { Reason = tokens.Word };
                continue;
            }

            if (tokens.Word != "." || !tokens.Next("=;/.") || !IsKeyword(tokens.Word)) return null;
            var property = tokens.Word.ToLowerInvariant();
            if (!tokens.Next("=;/.") || tokens.Word != "=" || !tokens.NextValue()) return null;
            properties.Add(new ResultProperty(type, property, tokens.Word));
        }

        return tokens.IsBroken ? null : result with { Properties = properties };
    }

    private static bool IsKeyword(string word)
    {
        if (word.Length == 0) return false;
        foreach (var c in word)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
        }

        return true;
    }
}
