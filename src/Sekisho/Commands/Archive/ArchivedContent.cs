using System.Security.Cryptography;
using Sekisho.Roles.Calls;
using Sekisho.Sealing.Boxes;
using Sekisho.Store.Archive;
using Sekisho.Store.Opening;
using Sekisho.Store.Sealed;
using Sekisho.Vault;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Opening;

namespace Sekisho.Commands.Archive;

/// <summary>One archived message, opened in the process of the command: the vault gives the key of this one box and has put it on record before.</summary>
internal sealed class ArchivedContent : IAsyncDisposable
{
    private readonly ContentReply<ArchivedMessage> _reply;
    private readonly MessageKeys _keys;

    private ArchivedContent(ContentReply<ArchivedMessage> reply, MessageKeys keys, MessageEnvelope envelope, Stream content)
    {
        _reply = reply;
        _keys = keys;
        Envelope = envelope;
        Content = content;
    }

    /// <summary>What the store says of it.</summary>
    public ArchivedMessage Message => _reply.Value;

    /// <summary>The envelope.</summary>
    public MessageEnvelope Envelope { get; }

    /// <summary>The content; reading throws where it was changed.</summary>
    public Stream Content { get; }

    /// <summary>Opens it.</summary>
    /// <returns>Null when it does not open: its month is destroyed, or it was changed.</returns>
    public static async Task<ArchivedContent?> OpenAsync(ICallClient calls, string id, string? tenant, ArchiveReason reason, CancellationToken cancellation)
    {
        var number = tenant is null ? 0 : (await calls.SendAsync(VaultCalls.ListArchive, new NameRequest(tenant), default, cancellation)).Tenant;
        var reply = await calls.OpenAsync(ArchiveCalls.Content, new ArchiveContentRequest(id, number), cancellation);
        MessageKeys? keys = null;
        try
        {
            keys = await OpenKeysAsync(calls, id, reply.Value, reason, cancellation);
            var envelope = keys is null ? null : MessageEnvelope.Open(keys.Envelope.Span, id, reply.Value.Envelope);
            if (keys is not null && envelope is not null)
            {
                var content = await OpenContent.WithKeyAsync(id, keys.Content, reply.Value.Content.PrefixBytes, reply.Content, cancellation);
                return new ArchivedContent(reply, keys, envelope, content);
            }
        }
        catch
        {
            keys?.Dispose();
            await reply.DisposeAsync();
            throw;
        }

        keys?.Dispose();
        await reply.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        _keys.Dispose();
        await _reply.DisposeAsync();
    }

    private static async Task<MessageKeys?> OpenKeysAsync(ICallClient calls, string id, ArchivedMessage message, ArchiveReason reason, CancellationToken cancellation)
    {
        if (message.Content.Box is not { } bytes || !SealedBox.TryParse(bytes, out var box)) return null;
        var item = new BoxItem(id, box.Header.Bytes.ToArray(), BoxContext.OfMessage(id));
        var answer = (await calls.SendAsync(VaultCalls.OpenArchive, new OpenArchiveRequest(reason, item), default, cancellation)).Keys[0];
        if (answer.Key is null) return null;
        using var key = BoxKey.TryRead(answer.Key);
        CryptographicOperations.ZeroMemory(answer.Key);
        using var secret = key is null ? null : box.Open(key);
        return MessageKeys.TryRead(secret);
    }
}
