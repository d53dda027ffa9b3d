using Sekisho.Kernel.Bytes;
using Sekisho.Sealing.Contents;
using Sekisho.Sealing.Secrets;
using Sekisho.Store.Intake;
using Sekisho.Store.Sealed;

namespace Sekisho.Store.Opening;

/// <summary>Opens the content of a message where it is read.</summary>
public static class OpenContent
{
    /// <summary>A message's content as a stream: what a later inspection put in front, then the content without what it left out. Reading it throws where it was changed.</summary>
    /// <param name="id">The message.</param>
    /// <param name="info">The store's reply.</param>
    /// <param name="sealedContent">The bytes after it; closed with the stream that is returned.</param>
    /// <param name="opener">Opens the box of the reply.</param>
    /// <param name="cancellation">Ends the reading of the prefix.</param>
    /// <returns>Null when the box cannot be opened.</returns>
    /// <exception cref="SealBrokenException">The prefix was changed.</exception>
    public static async ValueTask<Stream?> FromBoxAsync(string id, ContentInfo info, Stream sealedContent, IBoxOpener opener, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(opener);
        if (info.Box is null) return null;
        using var secret = await opener.OpenContentAsync(new BoxToOpen(id, BoxContext.OfMessage(id), info.Box), cancellation).ConfigureAwait(false);
        return secret is { Length: >= MessageKeys.KeyBytes }
            ? await WithKeyAsync(id, secret, info.PrefixBytes, sealedContent, cancellation).ConfigureAwait(false)
            : null;
    }

    /// <summary>The same where the key is there already: its first 32 bytes.</summary>
    /// <exception cref="SealBrokenException">The prefix was changed.</exception>
    public static async ValueTask<Stream> WithKeyAsync(string id, SecretBytes key, int prefixBytes, Stream sealedContent, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(sealedContent);
        ContentChange? change = null;
        if (prefixBytes > 0)
        {
            // More than the limit is not believed, wherever the number comes from.
            if (prefixBytes > ReinspectedRequest.LongestPrefix + Sekisho.Sealing.Boxes.SealedRecord.OverheadBytes) throw new SealBrokenException();
            var record = new byte[prefixBytes];
            await sealedContent.ReadExactlyAsync(record, cancellation).ConfigureAwait(false);
            change = ContentPrefix.Open(key.Span[..MessageKeys.KeyBytes], id, record) ?? throw new SealBrokenException();
        }

        var content = new SealedContentReader(key.Span[..MessageKeys.KeyBytes], sealedContent);
        return change is null ? content : new PrefixedStream(change.Headers, change.LeftOut.Count == 0 ? content : new LeftOutStream(content, change.LeftOut));
    }
}
