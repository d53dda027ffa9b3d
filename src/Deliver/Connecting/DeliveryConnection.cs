using Sekisho.Smtp.Client;

namespace Sekisho.Deliver.Connecting;

/// <summary>An open session with one server of a destination.</summary>
/// <param name="Client">The session.</param>
/// <param name="Key">For which messages it can be used again.</param>
/// <param name="Host">The server's name.</param>
/// <param name="OpenedAt">Since when.</param>
internal sealed record DeliveryConnection(SmtpClientConnection Client, ConnectionKey Key, string Host, DateTimeOffset OpenedAt) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
