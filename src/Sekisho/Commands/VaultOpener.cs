using System.Security.Cryptography;
using Sekisho.Roles.Calls;
using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Secrets;
using Sekisho.Store.Opening;
using Sekisho.Vault;
using Sekisho.Vault.Opening;

namespace Sekisho.Commands;

/// <summary>
/// Opens boxes in the process of the command: the vault gives their keys to the operator, one key a box, and has put that
/// on record before. Neither the vault nor the store sees what is shown.
/// </summary>
internal sealed class VaultOpener(ICallClient calls, string command) : IBoxOpener
{
    private const int MostBoxes = 1000;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SecretBytes?>> OpenEnvelopesAsync(IReadOnlyList<BoxToOpen> boxes, CancellationToken cancellation) =>
        OpenAsync(boxes, OpenPurpose.Envelope, cancellation);

    /// <inheritdoc/>
    public async ValueTask<SecretBytes?> OpenContentAsync(BoxToOpen box, CancellationToken cancellation) =>
        (await OpenAsync([box], OpenPurpose.Content, cancellation))[0];

    private async ValueTask<IReadOnlyList<SecretBytes?>> OpenAsync(IReadOnlyList<BoxToOpen> boxes, OpenPurpose purpose, CancellationToken cancellation)
    {
        var opened = new List<SecretBytes?>(boxes.Count);
        foreach (var some in boxes.Chunk(MostBoxes))
        {
            var parsed = some.Select(box => SealedBox.TryParse(box.Box, out var read) ? read : null).ToList();
            var items = some.Zip(parsed).Where(pair => pair.Second is not null)
                .Select(pair => new BoxItem(pair.First.MessageId, pair.Second!.Header.Bytes.ToArray(), pair.First.Context)).ToList();
            var keys = items.Count == 0 ? [] : (await calls.SendAsync(VaultCalls.OpenAsOperator, new OpenAsOperatorRequest(Environment.UserName, purpose, command, items), default, cancellation)).Keys;
            var next = 0;
            foreach (var box in parsed) opened.Add(box is null || next >= keys.Count ? null : Open(box, keys[next++]));
        }

        return opened;
    }

    private static SecretBytes? Open(SealedBox box, OpenedBox answer)
    {
        if (answer.Key is null) return null;
        using var key = BoxKey.TryRead(answer.Key);
        CryptographicOperations.ZeroMemory(answer.Key);
        return key is null ? null : box.Open(key);
    }
}
