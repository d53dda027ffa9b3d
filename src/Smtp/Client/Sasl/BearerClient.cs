using System.Globalization;
using System.Text;

namespace Sekisho.Smtp.Client.Sasl;

/// <summary>OAUTHBEARER (RFC 7628) and its older form XOAUTH2: a short-lived access token (RFC 6750).</summary>
/// <param name="user">Whose mailbox.</param>
/// <param name="token">The access token.</param>
/// <param name="host">The server's name (RFC 7628 §3.1).</param>
/// <param name="port">Its port.</param>
/// <param name="old">XOAUTH2 instead of OAUTHBEARER.</param>
public sealed class BearerClient(string user, string token, string host, int port, bool old) : ISaslClient
{
    private bool _answered;

    /// <inheritdoc/>
    public string Mechanism => old ? "XOAUTH2" : "OAUTHBEARER";

    /// <summary>Always: the server's certificate proves it.</summary>
    public bool IsServerProven => true;

    /// <inheritdoc/>
    public ValueTask<byte[]?> FirstAsync(CancellationToken cancellation)
    {
        var text = old
            ? $"user={user}\u0001auth=Bearer {token}\u0001\u0001"
            : string.Create(CultureInfo.InvariantCulture, $"n,a={SaslName.Of(user)},\u0001host={host}\u0001port={port}\u0001auth=Bearer {token}\u0001\u0001");
        return ValueTask.FromResult<byte[]?>(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>A challenge says why the token is not taken; the refusal itself comes after our empty answer (RFC 7628 §3.2.3).</summary>
    public ValueTask<byte[]?> AnswerAsync(ReadOnlyMemory<byte> challenge, CancellationToken cancellation)
    {
        var again = _answered;
        _answered = true;
        return ValueTask.FromResult<byte[]?>(again ? null : old ? [] : [1]);
    }
}
