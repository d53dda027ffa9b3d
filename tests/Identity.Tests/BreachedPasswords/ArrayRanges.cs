using Sekisho.Identity.BreachedPasswords;

namespace Sekisho.Identity.Tests.BreachedPasswords;

/// <summary>Bytes in memory, and a disk that fails from some place on.</summary>
internal sealed class ArrayRanges(byte[] bytes) : IByteRanges
{
    public long FailAfter { get; init; } = long.MaxValue;

    public long Length => bytes.Length;

    public bool TryRead(long offset, Span<byte> into)
    {
        if (offset < 0 || offset > bytes.Length - into.Length || offset >= FailAfter) return false;
        bytes.AsSpan((int)offset, into.Length).CopyTo(into);
        return true;
    }
}
