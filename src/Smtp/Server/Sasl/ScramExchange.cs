using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Sekisho.Smtp.Server.Sasl;

/// <summary>
/// The server's half of SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding. Only the form of the messages is here;
/// salt, verifier and proof stay with who holds them.
/// </summary>
internal sealed class ScramExchange
{
    private const int NonceBytes = 18;

    private readonly string _gs2Header;
    private readonly string _clientFirstBare;
    private readonly string _nonce;
    private string _serverFirst = "";

    private ScramExchange(string gs2Header, string clientFirstBare, string user, string nonce)
    {
        _gs2Header = gs2Header;
        _clientFirstBare = clientFirstBare;
        User = user;
        _nonce = nonce;
    }

    /// <summary>The user name of the client's first message.</summary>
    public string User { get; }

    /// <summary>The AuthMessage (RFC 5802 §3), once <see cref="TryFinish"/> was true.</summary>
    public string AuthMessage { get; private set; } = "";

    /// <summary>Our part of the nonce.</summary>
    public static string NewNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));

    /// <summary>Reads the client's first message (RFC 5802 §7); null where it is not one.</summary>
    public static ScramExchange? Start(ReadOnlySpan<byte> clientFirst, string serverNonce)
    {
        if (!Utf8.IsValid(clientFirst)) return null;
        var text = Encoding.UTF8.GetString(clientFirst);
        var flagEnd = text.IndexOf(',', StringComparison.Ordinal);
        if (flagEnd < 0) return null;
        // "p=": the client wants channel binding, which only the -PLUS mechanism has. "y": it would have liked to; that is fine.
        if (text[..flagEnd] is not ("n" or "y")) return null;
        var authzidEnd = text.IndexOf(',', flagEnd + 1);
        if (authzidEnd < 0) return null;
        var authzid = text[(flagEnd + 1)..authzidEnd];
        var bare = text[(authzidEnd + 1)..];
        var attributes = bare.Split(',');
        // "m=" in front would be an extension that must be understood (RFC 5802 §5.1): there is none.
        if (attributes.Length < 2 || !attributes[0].StartsWith("n=", StringComparison.Ordinal) || !attributes[1].StartsWith("r=", StringComparison.Ordinal)) return null;
        if (!TryName(attributes[0].AsSpan(2), out var user) || user.Length == 0 || attributes[1].Length == 2) return null;
        if (authzid.Length > 0 && !(authzid.StartsWith("a=", StringComparison.Ordinal) && TryName(authzid.AsSpan(2), out var other) && other == user)) return null;
        return new ScramExchange(text[..(authzidEnd + 1)], bare, user, attributes[1][2..] + serverNonce);
    }

    /// <summary>The server's first message.</summary>
    public string ServerFirst(ScramChallenge challenge) =>
        _serverFirst = string.Create(CultureInfo.InvariantCulture, $"r={_nonce},s={challenge.Salt},i={challenge.Iterations}");

    /// <summary>Reads the client's final message; false where it is not one that fits.</summary>
    public bool TryFinish(ReadOnlySpan<byte> clientFinal, out string proof)
    {
        proof = "";
        if (!Utf8.IsValid(clientFinal)) return false;
        var text = Encoding.UTF8.GetString(clientFinal);
        var proofStart = text.LastIndexOf(",p=", StringComparison.Ordinal);
        if (proofStart < 0) return false;
        var withoutProof = text[..proofStart];
        var attributes = withoutProof.Split(',');
        // RFC 5802 §5.1: "c=" repeats the header of the first message, so that nobody in between has changed it.
        if (attributes.Length < 2 || attributes[0] != "c=" + Convert.ToBase64String(Encoding.UTF8.GetBytes(_gs2Header))) return false;
        if (attributes[1] != "r=" + _nonce) return false;
        proof = text[(proofStart + 3)..];
        AuthMessage = $"{_clientFirstBare},{_serverFirst},{withoutProof}";
        return proof.Length > 0;
    }

    // saslname: "=2C" is a comma, "=3D" an equals sign, no other "=" may be there.
    private static bool TryName(ReadOnlySpan<char> text, out string name)
    {
        name = "";
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\0') return false;
            if (text[at] != '=')
            {
                result.Append(text[at]);
                continue;
            }

            if (at + 2 >= text.Length || text[at + 1] is not ('2' or '3')) return false;
            var code = text.Slice(at + 1, 2);
            if (code is "2C") result.Append(',');
            else if (code is "3D") result.Append('=');
            else return false;
            at += 2;
        }

        name = result.ToString();
        return true;
    }
}
