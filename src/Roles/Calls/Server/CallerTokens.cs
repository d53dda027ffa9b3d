using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Roles.Calls.Server;

/// <summary>Tells from a presented token who calls. Knows only hashes, so a callee taken over cannot speak as its callers.</summary>
internal sealed class CallerTokens
{
    private const string Scheme = "Bearer ";

    /// <summary>A token has 43 characters; more is not even hashed.</summary>
    private const int LongestToken = 64;

    private readonly (KnownCaller Caller, byte[] Hash)[] _known;

    public CallerTokens(IEnumerable<KnownCaller> callers) =>
        _known = [.. callers.Select(caller => (caller, Convert.FromHexString(caller.TokenHash)))];

    /// <summary>Who presents the value of an Authorization header, or null. Takes the same time whichever hash fits.</summary>
    public KnownCaller? Find(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        var token = authorization.AsSpan(Scheme.Length);
        if (token.Length is 0 or > LongestToken) return null;
        Span<byte> bytes = stackalloc byte[LongestToken];
        if (!Ascii.IsValid(token)) return null;
        var length = Encoding.ASCII.GetBytes(token, bytes);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..length], hash);
        KnownCaller? found = null;
        foreach (var (caller, known) in _known)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known)) found = caller;
        }

        return found;
    }
}
