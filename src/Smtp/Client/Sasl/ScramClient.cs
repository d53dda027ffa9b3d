using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Sekisho.Smtp.Client.Sasl;

/// <summary>
/// The client's half of SCRAM-SHA-256 and SCRAM-SHA-256-PLUS (RFC 5802, RFC 7677). Only the form of the messages is here: the
/// proof comes from a <see cref="ScramProver"/>. The server has to prove that it knows the password, too.
/// </summary>
/// <param name="user">The user.</param>
/// <param name="prover">Has the password.</param>
/// <param name="binding">The tls-server-end-point of the connection (RFC 5929 §4); null where there is none.</param>
/// <param name="plus">Bind to the channel: the server offers it, and there is a binding.</param>
public sealed class ScramClient(string user, ScramProver prover, byte[]? binding, bool plus) : ISaslClient
{
    /// <summary>RFC 7677 §4. Fewer make the proof cheap to try passwords against; a server that asks for it is not believed.</summary>
    public const int LeastIterations = 4096;

    /// <summary>More would keep whoever proves busy for minutes.</summary>
    public const int MostIterations = 10_000_000;

    private const int NonceBytes = 18;
    private const int MostChallengeBytes = 2048;

    private readonly string _nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
    private byte[]? _serverSignature;

    /// <inheritdoc/>
    public string Mechanism => plus ? "SCRAM-SHA-256-PLUS" : "SCRAM-SHA-256";

    /// <inheritdoc/>
    public bool IsServerProven { get; private set; }

    // RFC 5802 §6: "y" tells a server that does offer channel binding that somebody has taken the offer away.
    private string Header => plus ? "p=tls-server-end-point,," : binding is null ? "n,," : "y,,";

    private string Bare => $"n={SaslName.Of(user)},r={_nonce}";

    /// <inheritdoc/>
    public ValueTask<byte[]?> FirstAsync(CancellationToken cancellation) => ValueTask.FromResult<byte[]?>(Encoding.UTF8.GetBytes(Header + Bare));

    /// <inheritdoc/>
    public async ValueTask<byte[]?> AnswerAsync(ReadOnlyMemory<byte> challenge, CancellationToken cancellation)
    {
        if (challenge.Length > MostChallengeBytes || !Utf8.IsValid(challenge.Span)) return null;
        var text = Encoding.UTF8.GetString(challenge.Span);
        if (IsServerProven) return null;
        if (_serverSignature is not null) return Believe(text) ? [] : null;
        if (ReadFirst(text) is not { } first) return null;
        byte[] header = [.. Encoding.UTF8.GetBytes(Header), .. plus ? binding! : []];
        var withoutProof = $"c={Convert.ToBase64String(header)},r={first.Nonce}";
        (var proof, _serverSignature) = await prover(first.Salt, first.Iterations, $"{Bare},{text},{withoutProof}", cancellation);
        return Encoding.UTF8.GetBytes($"{withoutProof},p={Convert.ToBase64String(proof)}");
    }

    /// <summary>RFC 5802 §7, server-first-message: the nonce has to go on with ours, or somebody plays an old exchange again.</summary>
    private (string Nonce, byte[] Salt, int Iterations)? ReadFirst(string text)
    {
        var attributes = text.Split(',');
        if (attributes.Length < 3) return null;
        if (!attributes[0].StartsWith("r=" + _nonce, StringComparison.Ordinal) || attributes[0].Length == _nonce.Length + 2) return null;
        if (!attributes[1].StartsWith("s=", StringComparison.Ordinal) || !attributes[2].StartsWith("i=", StringComparison.Ordinal)) return null;
        var salt = new byte[attributes[1].Length];
        if (!Convert.TryFromBase64String(attributes[1][2..], salt, out var written)) return null;
        return int.TryParse(attributes[2].AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) && iterations is >= LeastIterations and <= MostIterations
            ? (attributes[0][2..], salt[..written], iterations)
            : null;
    }

    private bool Believe(string text)
    {
        var end = text.IndexOf(',', StringComparison.Ordinal);
        var proof = end < 0 ? text : text[..end];
        var bytes = new byte[proof.Length];
        IsServerProven = proof.StartsWith("v=", StringComparison.Ordinal) && Convert.TryFromBase64String(proof[2..], bytes, out var written)
            && CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, written), _serverSignature);
        return IsServerProven;
    }
}
