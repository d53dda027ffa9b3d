using System.Buffers;

namespace Sekisho.Inspect.Links;

/// <summary>Words in the path of an address that speak of logging in or paying.</summary>
internal static class LurePaths
{
    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["login", "log-in", "signin", "sign-in", "logon", "verify", "verification", "validate", "confirm-", "secure-", "account-update", "update-account", "webmail", "owa/auth", "office365", "outlook-web", "wp-content/", "wp-includes/", "wp-admin/", "/.well-known/", "/cgi-bin/", "unlock", "suspend", "recover", "kyc", "walletconnect", "connect-wallet", "claim", "airdrop", "seed-phrase", "pontos", "resgate", "rastreamento", "alfandega"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The host and path when the path has one of the words; null otherwise.</summary>
    public static string? In(Link link)
    {
        var start = link.Url.IndexOf("://", StringComparison.Ordinal) + 3;
        var slash = start < 3 ? -1 : link.Url.IndexOf('/', start);
        if (slash < 0) return null;
        var path = link.Url.AsSpan(slash);
        var end = path.IndexOfAny('?', '#');
        if (end >= 0) path = path[..end];
        if (path.Length > 300) path = path[..300];
        return path.IndexOfAny(Words) < 0 ? null : $"{link.Host}{path}";
    }
}
