using System.Buffers;
using System.Security.Cryptography;

namespace Sekisho.MailAuth.Dkim;

/// <summary>Gathers small pieces into blocks for the hash (a call for each line would cost more than the hash), counts, and stops hashing at the limit.</summary>
internal ref struct BodySink(IncrementalHash hash, long limit)
{
    private const int BlockBytes = 32 * 1024;

    private readonly byte[] _block = ArrayPool<byte>.Shared.Rent(BlockBytes);
    private int _used;

    /// <summary>All canonical bytes so far, hashed or not.</summary>
    public long Seen { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        var room = limit - Seen;
        Seen += bytes.Length;
        if (room <= 0) return;
        if (bytes.Length > room) bytes = bytes[..(int)room];
        if (bytes.Length > BlockBytes - _used)
        {
            Flush();
            if (bytes.Length >= BlockBytes)
            {
                hash.AppendData(bytes);
                return;
            }
        }

        bytes.CopyTo(_block.AsSpan(_used));
        _used += bytes.Length;
    }

    public void Flush()
    {
        if (_used > 0) hash.AppendData(_block.AsSpan(0, _used));
        _used = 0;
    }

    public readonly void Release() => ArrayPool<byte>.Shared.Return(_block);
}
