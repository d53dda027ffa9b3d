using Sekisho.Roles.Calls;
using Sekisho.Sealing.Boxes;
using Sekisho.Store.Sealed;
using Sekisho.Vault;
using Sekisho.Vault.Opening;
using BoxKey = Sekisho.Sealing.Boxes.BoxKey;

namespace Sekisho.Deliver.Opening;

/// <summary>Opens the boxes of what is leased: asks the vault for their keys, all in one call, which are on record before it answers.</summary>
internal sealed class OpenBoxes(ICallClient calls)
{
    /// <summary>The vault's limit for one call.</summary>
    private const int MostBoxes = 1000;

    /// <summary>The keys of the messages, in the same order; null for one that cannot be opened (any more), with the reason.</summary>
    /// <param name="lease">For the record.</param>
    /// <param name="envelopes">What is leased.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="CallException">The vault does not answer, is sealed, or gives this role nothing now.</exception>
    public async Task<IReadOnlyList<(MessageKeys? Keys, string? Problem)>> RunAsync(string lease, IReadOnlyList<SealedEnvelope> envelopes, CancellationToken cancellation)
    {
        var opened = new List<(MessageKeys?, string?)>(envelopes.Count);
        foreach (var some in envelopes.Chunk(MostBoxes))
        {
            var boxes = some.Select(Parse).ToList();
            var items = new List<BoxItem>(boxes.Count);
            for (var i = 0; i < some.Length; i++)
                if (boxes[i] is { } box) items.Add(new BoxItem(some[i].MessageId, box.Header.Bytes.ToArray(), BoxContext.OfMessage(some[i].MessageId)));
            var keys = items.Count == 0 ? [] : (await calls.SendAsync(VaultCalls.OpenQueue, new OpenQueueRequest(lease, items), default, cancellation)).Keys;
            if (keys.Count != items.Count) throw new CallException(CallFailure.Faulted, "The vault answered another number of boxes than it was asked for.");
            var next = 0;
            foreach (var box in boxes) opened.Add(box is null ? (null, "the box is damaged") : Open(box, keys[next++]));
        }

        return opened;
    }

    private static SealedBox? Parse(SealedEnvelope envelope) => SealedBox.TryParse(envelope.Box, out var box) ? box : null;

    private static (MessageKeys?, string?) Open(SealedBox box, OpenedBox answer)
    {
        using var key = answer.Key is null ? null : BoxKey.TryRead(answer.Key);
        if (answer.Key is not null) System.Security.Cryptography.CryptographicOperations.ZeroMemory(answer.Key);
        if (key is null) return (null, answer.Problem ?? "the vault gave no key");
        using var secret = box.Open(key);
        return MessageKeys.TryRead(secret) is { } keys ? (keys, null) : (null, "the box is damaged");
    }
}
