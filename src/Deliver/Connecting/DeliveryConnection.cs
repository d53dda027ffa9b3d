using Sekisho.Smtp.Client;

namespace Sekisho.Deliver.Connecting;

/// <summary>An open session with one server of a destination.</summary>
/// <param name="Client">The session.</param>
/// <param name="Key">For which messages it can be used again.</param>
/// <param name="Host">The server's name.</param>
/// <param name="OpenedAt">Since when.</param>
/// <param name="Security">What was asked of TLS, in words.</param>
internal sealed record DeliveryConnection(SmtpClientConnection Client, ConnectionKey Key, string Host, DateTimeOffset OpenedAt, string Security) : IAsyncDisposable
{
    /// <summary>The policy and what came of it, for the trace.</summary>
    public string TlsWords => $"{Security}: {Client.Tls ?? "in clear"}";

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
