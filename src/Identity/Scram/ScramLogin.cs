using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Sekisho.Identity.Scram;

/// <summary>
/// The server's side of one SCRAM-SHA-256 login (RFC 5802 §5, RFC 7677) without channel binding: first <see cref="Start"/>,
/// then <see cref="Challenge"/>, then <see cref="Finish"/>, each once. Not safe for many threads.
/// </summary>
public sealed class ScramLogin
{
    /// <summary>The longest message of a client, in bytes: more only costs memory before anybody is known.</summary>
    public const int LongestMessageBytes = 2048;

    /// <summary>The longest user name, in bytes of UTF-8.</summary>
    public const int LongestUserBytes = 512;

    /// <summary>The longest nonce of a client, in characters.</summary>
    public const int LongestNonce = 256;

    private const int NonceBytes = 18;

    // RFC 5802 §7: printable = %x21-2B / %x2D-7E, all but the comma.
    private static readonly SearchValues<char> Printable = SearchValues.Create(
        [.. Enumerable.Range(0x21, 0x7E - 0x21 + 1).Where(code => code != ',').Select(code => (char)code)]);

    private readonly string _gs2Header;
    private readonly string _clientFirstBare;
    private readonly string _nonce;
    private string? _serverFirst;
    private ScramVerifier? _verifier;
    private bool _known;
    private bool _finished;

    private ScramLogin(string gs2Header, string clientFirstBare, string user, string nonce)
    {
        _gs2Header = gs2Header;
        _clientFirstBare = clientFirstBare;
        User = user;
        _nonce = nonce;
    }

    /// <summary>The user name of the client's first message.</summary>
    public string User { get; }

    /// <summary>Reads the client's first message (RFC 5802 §7 client-first-message).</summary>
    /// <param name="clientFirst">Any bytes.</param>
    /// <param name="serverNonce">Our part of the nonce; null for a random one.</param>
    /// <returns>
    /// Null for anything else: too long, no UTF-8, channel binding wanted ("p=", which only -PLUS has), an extension that
    /// must be understood ("m="), or another identity than one's own.
    /// </returns>
    public static ScramLogin? Start(ReadOnlySpan<byte> clientFirst, string? serverNonce = null)
    {
        if (clientFirst.Length > LongestMessageBytes || !Utf8.IsValid(clientFirst)) return null;
        var text = Encoding.UTF8.GetString(clientFirst);
        // "n": the client knows no channel binding; "y": it would have liked it and believes that we have none, which is so.
        if (!text.StartsWith("n,", StringComparison.Ordinal) && !text.StartsWith("y,", StringComparison.Ordinal)) return null;
        var headerEnd = text.IndexOf(',', 2) + 1;
        if (headerEnd == 0) return null;
        var authzid = text[2..(headerEnd - 1)];
        var bare = text[headerEnd..];
        var attributes = bare.Split(',');
        if (attributes.Length < 2 || !attributes[0].StartsWith("n=", StringComparison.Ordinal) || !attributes[1].StartsWith("r=", StringComparison.Ordinal)) return null;
        if (ReadName(attributes[0].AsSpan(2)) is not { Length: > 0 } user || Encoding.UTF8.GetByteCount(user) > LongestUserBytes) return null;
        var nonce = attributes[1].AsSpan(2);
        if (nonce.Length is 0 or > LongestNonce || nonce.ContainsAnyExcept(Printable)) return null;
        if (authzid.Length > 0 && !(authzid.StartsWith("a=", StringComparison.Ordinal) && ReadName(authzid.AsSpan(2)) == user)) return null;
        return new ScramLogin(text[..headerEnd], bare, user, nonce.ToString() + (serverNonce ?? NewNonce()));
    }

    /// <summary>The server's first message (RFC 5802 §7 server-first-message).</summary>
    /// <param name="verifier">The user's; for nobody the one of <see cref="ScramMimicry"/>.</param>
    /// <param name="known">False for nobody: then the end is a refusal whatever the client proves.</param>
    public string Challenge(ScramVerifier verifier, bool known)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        if (_serverFirst is not null) throw new InvalidOperationException("There is one challenge a login.");
        _verifier = verifier;
        _known = known;
        return _serverFirst = string.Create(CultureInfo.InvariantCulture, $"r={_nonce},s={Convert.ToBase64String(verifier.Salt)},i={verifier.Iterations}");
    }

    /// <summary>Reads the client's last message (RFC 5802 §7 client-final-message) and decides.</summary>
    /// <param name="clientFinal">Any bytes.</param>
    public ScramOutcome Finish(ReadOnlySpan<byte> clientFinal)
    {
        if (_verifier is null || _finished) throw new InvalidOperationException("First comes the challenge, and one answer to it.");
        _finished = true;
        if (clientFinal.Length > LongestMessageBytes || !Utf8.IsValid(clientFinal)) return Malformed("invalid-encoding");
        var text = Encoding.UTF8.GetString(clientFinal);
        var proofAt = text.LastIndexOf(",p=", StringComparison.Ordinal);
        if (proofAt < 0) return Malformed("other-error");
        var withoutProof = text[..proofAt];
        var attributes = withoutProof.Split(',');
        // RFC 5802 §5.1: "c=" repeats the header of the first message, so that nobody in between has changed it.
        if (attributes.Length < 2 || attributes[0] != "c=" + Convert.ToBase64String(Encoding.UTF8.GetBytes(_gs2Header))) return Malformed("channel-bindings-dont-match");
        if (attributes[1] != "r=" + _nonce) return Malformed("other-error");
        var proof = new byte[SHA256.HashSizeInBytes];
        if (!Convert.TryFromBase64String(text[(proofAt + 3)..], proof, out var length) || length != proof.Length) return Malformed("invalid-encoding");

        var authMessage = Encoding.UTF8.GetBytes($"{_clientFirstBare},{_serverFirst},{withoutProof}");
        // The same work for everybody, then one decision.
        var accepted = _verifier.Accepts(authMessage, proof);
        var signature = _verifier.ServerSignature(authMessage);
        return accepted && _known
            ? new ScramOutcome(ScramStatus.Accepted, "v=" + Convert.ToBase64String(signature))
            : new ScramOutcome(ScramStatus.Refused, "e=invalid-proof");
    }

    private static ScramOutcome Malformed(string error) => new(ScramStatus.Malformed, "e=" + error);

    private static string NewNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));

    // saslname (RFC 5802 §7): "=2C" is a comma, "=3D" an equals sign, no other "=" may be there, and no NUL.
    private static string? ReadName(ReadOnlySpan<char> text)
    {
        var name = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\0') return null;
            if (text[at] != '=')
            {
                name.Append(text[at]);
                continue;
            }

            if (text[at..].StartsWith("=2C", StringComparison.Ordinal)) name.Append(',');
            else if (text[at..].StartsWith("=3D", StringComparison.Ordinal)) name.Append('=');
            else return null;
            at += 2;
        }

        return name.ToString();
    }
}
