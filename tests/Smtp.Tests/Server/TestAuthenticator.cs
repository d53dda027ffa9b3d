using System.Security.Cryptography;
using System.Text;
using Sekisho.Smtp.Server;

namespace Sekisho.Smtp.Tests.Server;

/// <summary>Knows one user, "user" with the password "pencil" (RFC 7677 §3), by password and by SCRAM verifier.</summary>
internal sealed class TestAuthenticator : ISmtpAuthenticator
{
    public const string Salt = "W22ZaJ0SNY7soEsUEjb6gQ==";
    public const int Iterations = 4096;

    public bool IsDown { get; set; }

    public List<string> AuthMessages { get; } = [];

    public ValueTask<LogInOutcome> LogInAsync(SessionInfo session, string user, string password, CancellationToken cancellation)
    {
        Assert.True(session.IsSecure);
        return new(IsDown ? LogInOutcome.Unavailable : user == "user" && password == "pencil" ? LogInOutcome.Good("user@here.example") : LogInOutcome.Refused);
    }

    public ValueTask<ScramChallenge?> StartScramAsync(SessionInfo session, string user, CancellationToken cancellation) =>
        new(IsDown ? null : new ScramChallenge(Salt, Iterations));

    public ValueTask<LogInOutcome> FinishScramAsync(SessionInfo session, string user, string authMessage, string clientProof, CancellationToken cancellation)
    {
        AuthMessages.Add(authMessage);
        var good = user == "user" && clientProof == Proof("pencil", authMessage);
        return new(good ? LogInOutcome.Good("user@here.example", Signature("pencil", authMessage)) : LogInOutcome.Refused);
    }

    // RFC 5802 §3
    public static string Proof(string password, string authMessage)
    {
        var clientKey = HMACSHA256.HashData(Salted(password), "Client Key"u8);
        var signature = HMACSHA256.HashData(SHA256.HashData(clientKey), Encoding.UTF8.GetBytes(authMessage));
        return Convert.ToBase64String(clientKey.Select((octet, i) => (byte)(octet ^ signature[i])).ToArray());
    }

    public static string Signature(string password, string authMessage) =>
        Convert.ToBase64String(HMACSHA256.HashData(HMACSHA256.HashData(Salted(password), "Server Key"u8), Encoding.UTF8.GetBytes(authMessage)));

    private static byte[] Salted(string password) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), Convert.FromBase64String(Salt), Iterations, HashAlgorithmName.SHA256, 32);
}
