using System.Buffers;
using System.Security.Cryptography;
using Sekisho.Sealing.Boxes;

namespace Sekisho.Sealing.Contents;

/// <summary>Seals one content, chunk by chunk, in the form of <see cref="ContentFormat"/>. A sealer is for one content; not safe for use by two threads at once.</summary>
public sealed class ContentSealer : IDisposable
{
    private readonly AesGcm _aes;
    private readonly byte[] _nonce = new byte[ContentFormat.NonceBytes];
    private uint _counter;
    private bool _ended;

    /// <summary>Begins a content.</summary>
    /// <param name="contentKey">The content's key, 32 bytes.</param>
    public ContentSealer(ReadOnlySpan<byte> contentKey)
    {
        Span<byte> own = stackalloc byte[32];
        SealedRecord.Subkey(contentKey, SealPurpose.Content, own);
        _aes = new AesGcm(own, ContentFormat.TagBytes);
        CryptographicOperations.ZeroMemory(own);
        RandomNumberGenerator.Fill(_nonce.AsSpan(0, ContentFormat.PrefixBytes));
    }

    /// <summary>Seals a whole content that is in memory.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> contentKey, ReadOnlySpan<byte> content)
    {
        var sealedBytes = new byte[ContentFormat.SealedLength(content.Length)];
        using var sealer = new ContentSealer(contentKey);
        sealer.WriteHeader(sealedBytes);
        var at = ContentFormat.HeaderBytes;
        while (true)
        {
            var last = content.Length <= ContentFormat.ChunkBytes;
            at += sealer.SealChunk(last ? content : content[..ContentFormat.ChunkBytes], last, sealedBytes.AsSpan(at));
            if (last) return sealedBytes;
            content = content[ContentFormat.ChunkBytes..];
        }
    }

    /// <summary>Seals a whole content from one stream to another, with two buffers of a chunk.</summary>
    /// <returns>How many plain bytes there were.</returns>
    public static async Task<long> SealAsync(ReadOnlyMemory<byte> contentKey, Stream content, Stream sealedContent, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(sealedContent);
        using var sealer = new ContentSealer(contentKey.Span);
        // One byte more than a chunk is read: only so is it known whether the chunk is the last.
        var plain = ArrayPool<byte>.Shared.Rent(ContentFormat.ChunkBytes + 1);
        var buffer = ArrayPool<byte>.Shared.Rent(ContentFormat.ChunkBytes + ContentFormat.TagBytes);
        try
        {
            sealer.WriteHeader(buffer);
            await sealedContent.WriteAsync(buffer.AsMemory(0, ContentFormat.HeaderBytes), cancellation).ConfigureAwait(false);
            long total = 0;
            var kept = 0;
            while (true)
            {
                var read = kept + await content.ReadAtLeastAsync(
                    plain.AsMemory(kept, ContentFormat.ChunkBytes + 1 - kept), ContentFormat.ChunkBytes + 1 - kept, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
                var last = read <= ContentFormat.ChunkBytes;
                var chunk = Math.Min(read, ContentFormat.ChunkBytes);
                var length = sealer.SealChunk(plain.AsSpan(0, chunk), last, buffer);
                await sealedContent.WriteAsync(buffer.AsMemory(0, length), cancellation).ConfigureAwait(false);
                total += chunk;
                if (last) return total;
                plain[0] = plain[ContentFormat.ChunkBytes];
                kept = 1;
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            ArrayPool<byte>.Shared.Return(plain);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes the first <see cref="ContentFormat.HeaderBytes"/> bytes.</summary>
    public void WriteHeader(Span<byte> destination)
    {
        destination[0] = ContentFormat.Version;
        _nonce.AsSpan(0, ContentFormat.PrefixBytes).CopyTo(destination[1..]);
    }

    /// <summary>Seals the next chunk.</summary>
    /// <param name="chunk">Exactly <see cref="ContentFormat.ChunkBytes"/>, unless it is the last.</param>
    /// <param name="last">Nothing follows.</param>
    /// <param name="destination">Takes the chunk and <see cref="ContentFormat.TagBytes"/>.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="InvalidOperationException">The last chunk was sealed before, or there are too many.</exception>
    public int SealChunk(ReadOnlySpan<byte> chunk, bool last, Span<byte> destination)
    {
        if (_ended || _counter == ContentFormat.MostChunks) throw new InvalidOperationException("The content has ended.");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chunk.Length, ContentFormat.ChunkBytes, nameof(chunk));
        if (!last) ArgumentOutOfRangeException.ThrowIfNotEqual(chunk.Length, ContentFormat.ChunkBytes, nameof(chunk));
        ContentFormat.SetNonce(_nonce, _counter++, last);
        _ended = last;
        _aes.Encrypt(_nonce, chunk, destination[..chunk.Length], destination.Slice(chunk.Length, ContentFormat.TagBytes));
        return chunk.Length + ContentFormat.TagBytes;
    }

    /// <summary>Frees the key.</summary>
    public void Dispose() => _aes.Dispose();
}
