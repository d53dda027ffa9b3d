using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Smtp.Client.Sasl;

/// <summary>SASL PLAIN (RFC 4616) or LOGIN: the password itself is said. Only for servers that offer nothing better.</summary>
/// <param name="user">The user, without NUL.</param>
/// <param name="password">The password in UTF-8, without NUL; wiped when this is disposed.</param>
/// <param name="login">LOGIN instead of PLAIN.</param>
public sealed class PasswordClient(string user, byte[] password, bool login) : ISaslClient, IDisposable
{
    private int _answers;

    /// <inheritdoc/>
    public string Mechanism => login ? "LOGIN" : "PLAIN";

    /// <summary>Always: neither mechanism proves the server; its certificate does.</summary>
    public bool IsServerProven => true;

    /// <inheritdoc/>
    public ValueTask<byte[]?> FirstAsync(CancellationToken cancellation) =>
        ValueTask.FromResult<byte[]?>(login ? null : [0, .. Encoding.UTF8.GetBytes(user), 0, .. password]);

    /// <summary>LOGIN asks twice; what it asks is a text that nobody has specified, so the order counts.</summary>
    public ValueTask<byte[]?> AnswerAsync(ReadOnlyMemory<byte> challenge, CancellationToken cancellation) =>
        ValueTask.FromResult<byte[]?>((login, _answers++) switch
        {
            (true, 0) => Encoding.UTF8.GetBytes(user),
            (true, 1) => [.. password],
            _ => null,
        });

    /// <summary>Wipes the password.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(password);
}
