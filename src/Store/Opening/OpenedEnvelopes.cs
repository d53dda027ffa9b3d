using Sekisho.Sealing.Secrets;
using Sekisho.Store.Sealed;

namespace Sekisho.Store.Opening;

/// <summary>Opened envelopes of a page or a trace, with their keys; these are wiped on disposal.</summary>
internal sealed class OpenedEnvelopes : IDisposable
{
    private readonly Dictionary<(string Id, long Tenant), (MessageEnvelope? Envelope, SecretBytes? Key)> _opened = [];

    /// <summary>Opens them all with one question.</summary>
    public static async ValueTask<OpenedEnvelopes> OpenAsync(IReadOnlyList<SealedEnvelope> envelopes, IBoxOpener opener, CancellationToken cancellation)
    {
        var opened = new OpenedEnvelopes();
        if (envelopes.Count == 0) return opened;
        var boxes = envelopes.Select(envelope => new BoxToOpen(envelope.MessageId, BoxContext.OfEnvelope(envelope.MessageId), envelope.Box)).ToList();
        var keys = await opener.OpenEnvelopesAsync(boxes, cancellation).ConfigureAwait(false);
        for (var i = 0; i < envelopes.Count; i++)
        {
            var key = keys[i] is { Length: MessageKeys.KeyBytes } good ? good : null;
            var envelope = key is null ? null : MessageEnvelope.Open(key.Span, envelopes[i].MessageId, envelopes[i].Envelope);
            opened._opened[(envelopes[i].MessageId, envelopes[i].Tenant)] = (envelope, key);
        }

        return opened;
    }

    /// <summary>The envelope of one tenant, or null.</summary>
    public MessageEnvelope? Of(string id, long tenant) => _opened.GetValueOrDefault((id, tenant)).Envelope;

    /// <summary>All that could be opened of one message.</summary>
    public IEnumerable<MessageEnvelope> AllOf(string id) =>
        _opened.Where(entry => entry.Key.Id == id && entry.Value.Envelope is not null).OrderBy(entry => entry.Key.Tenant).Select(entry => entry.Value.Envelope!);

    /// <summary>A server's reply of one tenant's delivery.</summary>
    public string? Reply(string id, long tenant, byte[]? record) =>
        _opened.GetValueOrDefault((id, tenant)).Key is { } key ? DeliveryReply.Open(key.Span, id, record) : null;

    public void Dispose()
    {
        foreach (var (_, key) in _opened.Values) key?.Dispose();
    }
}
