using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Testing.Smtp;

/// <summary>
/// The server's side of AUTH for a <see cref="ScriptedSmtpServer"/>: give <see cref="Reply"/> to its property of the same name. One session at a
/// time. Speaks PLAIN, LOGIN, SCRAM-SHA-256 with and without channel binding, XOAUTH2 and OAUTHBEARER; takes one user with one secret.
/// </summary>
public sealed class SmtpTestLogIn(string user, string secret)
{
    private const string ServerNonce = "of-the-server";
    private const int Iterations = 4096;

    private readonly byte[] _salt = Encoding.ASCII.GetBytes("0123456789abcdef");
    private readonly ConcurrentQueue<string> _used = new();
    private Func<byte[], string?>? _next;

    /// <summary>The mechanisms that succeeded, in order.</summary>
    public IReadOnlyList<string> Used => [.. _used];

    /// <summary>The channel binding that is expected with -PLUS.</summary>
    public byte[] Binding { get; set; } = [];

    /// <summary>Says that it knows the password without knowing it.</summary>
    public bool IsImpostor { get; set; }

    /// <summary>The reply to a command, or null for the server's own; keeps mail from who has not logged in.</summary>
    public string? Reply(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (_next is { } next)
        {
            _next = null;
            return command == "*" ? "501 5.7.0 Broken off" : next(Convert.FromBase64String(command));
        }

        var words = command.Split(' ', 3);
        if (words[0] != "AUTH") return words[0] == "MAIL" && _used.IsEmpty ? "530 5.7.0 Log in first" : null;
        byte[]? first = words.Length > 2 ? Convert.FromBase64String(words[2] == "=" ? "" : words[2]) : null;
        return words[1] switch
        {
            "PLAIN" => End("PLAIN", Encoding.UTF8.GetString(first!) == $"\0{user}\0{secret}"),
            "LOGIN" => Ask("VXNlcm5hbWU6", name => Ask("UGFzc3dvcmQ6", word => End("LOGIN", Encoding.UTF8.GetString(name) == user && Encoding.UTF8.GetString(word) == secret))),
            "SCRAM-SHA-256" or "SCRAM-SHA-256-PLUS" => Scram(words[1], Encoding.UTF8.GetString(first!)),
            "XOAUTH2" => Bearer("XOAUTH2", Encoding.UTF8.GetString(first!) == $"user={user}\u0001auth=Bearer {secret}\u0001\u0001"),
            "OAUTHBEARER" => Bearer("OAUTHBEARER", Encoding.UTF8.GetString(first!) is var text && text.StartsWith($"n,a={user},\u0001host=", StringComparison.Ordinal) && text.EndsWith($"\u0001auth=Bearer {secret}\u0001\u0001", StringComparison.Ordinal)),
            _ => "504 5.5.4 No such mechanism",
        };
    }

    private string Ask(string challenge, Func<byte[], string?> next)
    {
        _next = next;
        return $"334 {challenge}";
    }

    private string End(string mechanism, bool right)
    {
        if (!right) return $"535 5.7.8 No: {secret}";
        _used.Enqueue(mechanism);
        return "235 2.7.0 Welcome";
    }

    private string Bearer(string mechanism, bool right) =>
        right ? End(mechanism, true) : Ask(Convert.ToBase64String("""{"status":"401"}"""u8), _ => End(mechanism, false));

    private string Scram(string mechanism, string clientFirst)
    {
        var bare = clientFirst[clientFirst.IndexOf("n=", StringComparison.Ordinal)..];
        var header = clientFirst[..^bare.Length];
        var nonce = bare[(bare.IndexOf(",r=", StringComparison.Ordinal) + 3)..] + ServerNonce;
        var serverFirst = string.Create(CultureInfo.InvariantCulture, $"r={nonce},s={Convert.ToBase64String(_salt)},i={Iterations}");
        return Ask(Convert.ToBase64String(Encoding.UTF8.GetBytes(serverFirst)), answer =>
        {
            var clientFinal = Encoding.UTF8.GetString(answer);
            var at = clientFinal.LastIndexOf(",p=", StringComparison.Ordinal);
            byte[] binding = [.. Encoding.UTF8.GetBytes(header), .. mechanism.EndsWith("-PLUS", StringComparison.Ordinal) ? Binding : []];
            var message = Encoding.UTF8.GetBytes($"{bare},{serverFirst},{clientFinal[..at]}");
            var right = bare.StartsWith($"n={user},", StringComparison.Ordinal)
                && clientFinal[..at] == $"c={Convert.ToBase64String(binding)},r={nonce}" && Proof(message).AsSpan().SequenceEqual(Convert.FromBase64String(clientFinal[(at + 3)..]));
            if (!right && !IsImpostor) return End(mechanism, false);
            var signature = HMACSHA256.HashData(HMACSHA256.HashData(Salted(), "Server Key"u8), message);
            if (IsImpostor) signature[0] ^= 1;
            return Ask(Convert.ToBase64String(Encoding.UTF8.GetBytes($"v={Convert.ToBase64String(signature)}")), _ => End(mechanism, true));
        });
    }

    private byte[] Salted() => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), _salt, Iterations, HashAlgorithmName.SHA256, 32);

    private byte[] Proof(byte[] message)
    {
        var clientKey = HMACSHA256.HashData(Salted(), "Client Key"u8);
        var proof = HMACSHA256.HashData(SHA256.HashData(clientKey), message);
        for (var i = 0; i < proof.Length; i++) proof[i] ^= clientKey[i];
        return proof;
    }
}
