using System.Buffers;
using System.Security.Cryptography;
using Sekisho.Kernel.Bytes;
using Sekisho.Sealing.Boxes;

namespace Sekisho.Sealing.Contents;

/// <summary>
/// Reads a sealed content from a stream, chunk by chunk. What it gives out is authentic; that nothing is missing is known only
/// when it has come to its end without an exception. Not safe for use by two threads at once.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It reads; a name ending in Stream would not say so.")]
public sealed class SealedContentReader : ForwardStream
{
    private const int SealedChunkBytes = ContentFormat.ChunkBytes + ContentFormat.TagBytes;

    private readonly Stream _sealed;
    private readonly bool _leaveOpen;
    private readonly AesGcm _aes;
    private readonly byte[] _nonce = new byte[ContentFormat.NonceBytes];
    // One byte more than a chunk is read: only so is it known whether the chunk is the last.
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(SealedChunkBytes + 1);
    private readonly byte[] _plain = ArrayPool<byte>.Shared.Rent(ContentFormat.ChunkBytes);
    private uint _counter;
    private int _kept;
    private int _plainAt;
    private int _plainLength;
    private bool _begun;
    private bool _ended;
    private bool _disposed;

    /// <summary>Begins to read.</summary>
    /// <param name="contentKey">The content's key, 32 bytes.</param>
    /// <param name="sealedContent">The sealed content, to its end.</param>
    /// <param name="leaveOpen">Whether the stream stays open when this one is disposed of.</param>
    public SealedContentReader(ReadOnlySpan<byte> contentKey, Stream sealedContent, bool leaveOpen = false)
    {
        Span<byte> own = stackalloc byte[32];
        SealedRecord.Subkey(contentKey, SealPurpose.Content, own);
        _aes = new AesGcm(own, ContentFormat.TagBytes);
        CryptographicOperations.ZeroMemory(own);
        _sealed = sealedContent;
        _leaveOpen = leaveOpen;
    }

    /// <summary>Opens a whole content that is in memory.</summary>
    /// <returns>The content; null when it is not what was sealed under this key.</returns>
    public static byte[]? Open(ReadOnlySpan<byte> contentKey, ReadOnlyMemory<byte> sealedContent)
    {
        // Exceptions are slow, and a stranger's bytes are no bug: the length is looked at first, the tags by a reader of their own.
        if (sealedContent.Length < ContentFormat.HeaderBytes + ContentFormat.TagBytes || sealedContent.Span[0] != ContentFormat.Version) return null;
        Span<byte> own = stackalloc byte[32];
        SealedRecord.Subkey(contentKey, SealPurpose.Content, own);
        using var aes = new AesGcm(own, ContentFormat.TagBytes);
        CryptographicOperations.ZeroMemory(own);

        var body = sealedContent.Span[ContentFormat.HeaderBytes..];
        var chunks = Math.Max(1, (body.Length + SealedChunkBytes - 1) / SealedChunkBytes);
        var length = body.Length - (chunks * ContentFormat.TagBytes);
        if (length < 0 || ContentFormat.SealedLength(length) != sealedContent.Length) return null;
        var content = new byte[length];
        Span<byte> nonce = stackalloc byte[ContentFormat.NonceBytes];
        sealedContent.Span.Slice(1, ContentFormat.PrefixBytes).CopyTo(nonce);
        try
        {
            var at = 0;
            for (uint counter = 0; counter < chunks; counter++)
            {
                var chunk = Math.Min(ContentFormat.ChunkBytes, length - at);
                ContentFormat.SetNonce(nonce, counter, counter == chunks - 1);
                aes.Decrypt(nonce, body[..chunk], body.Slice(chunk, ContentFormat.TagBytes), content.AsSpan(at, chunk));
                at += chunk;
                body = body[(chunk + ContentFormat.TagBytes)..];
            }

            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            CryptographicOperations.ZeroMemory(content);
            return null;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="SealBrokenException">It is not what was sealed.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        while (_plainAt == _plainLength)
        {
            if (_ended) return 0;
            if (!_begun) Begin(await _sealed.ReadAtLeastAsync(_buffer.AsMemory(0, ContentFormat.HeaderBytes), ContentFormat.HeaderBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false));
            var missing = SealedChunkBytes + 1 - _kept;
            OpenChunk(await _sealed.ReadAtLeastAsync(_buffer.AsMemory(_kept, missing), missing, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false));
        }

        return Give(buffer.Span);
    }

    /// <inheritdoc/>
    /// <exception cref="SealBrokenException">It is not what was sealed.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (_plainAt == _plainLength)
        {
            if (_ended) return 0;
            if (!_begun) Begin(_sealed.ReadAtLeast(_buffer.AsSpan(0, ContentFormat.HeaderBytes), ContentFormat.HeaderBytes, throwOnEndOfStream: false));
            var missing = SealedChunkBytes + 1 - _kept;
            OpenChunk(_sealed.ReadAtLeast(_buffer.AsSpan(_kept, missing), missing, throwOnEndOfStream: false));
        }

        return Give(buffer);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (!_disposed && !_leaveOpen) await _sealed.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _aes.Dispose();
            CryptographicOperations.ZeroMemory(_plain);
            ArrayPool<byte>.Shared.Return(_plain);
            ArrayPool<byte>.Shared.Return(_buffer);
            if (!_leaveOpen) _sealed.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Begin(int read)
    {
        if (read < ContentFormat.HeaderBytes || _buffer[0] != ContentFormat.Version) throw new SealBrokenException();
        _buffer.AsSpan(1, ContentFormat.PrefixBytes).CopyTo(_nonce);
        _begun = true;
    }

    private void OpenChunk(int read)
    {
        var have = _kept + read;
        var last = have <= SealedChunkBytes;
        var length = (last ? have : SealedChunkBytes) - ContentFormat.TagBytes;
        if (length < 0) throw new SealBrokenException();
        ContentFormat.SetNonce(_nonce, _counter++, last);
        try
        {
            _aes.Decrypt(_nonce, _buffer.AsSpan(0, length), _buffer.AsSpan(length, ContentFormat.TagBytes), _plain.AsSpan(0, length));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealBrokenException();
        }

        (_plainAt, _plainLength, _ended) = (0, length, last);
        _kept = last ? 0 : 1;
        if (!last) _buffer[0] = _buffer[SealedChunkBytes];
    }

    private int Give(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _plainLength - _plainAt);
        _plain.AsSpan(_plainAt, count).CopyTo(buffer);
        _plainAt += count;
        return count;
    }
}
