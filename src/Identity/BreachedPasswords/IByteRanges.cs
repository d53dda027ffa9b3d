namespace Sekisho.Identity.BreachedPasswords;

/// <summary>Bytes that can be read in ranges: a file, a mapped file, an array.</summary>
public interface IByteRanges
{
    /// <summary>How many bytes there are.</summary>
    long Length { get; }

    /// <summary>Fills <paramref name="into"/> from <paramref name="offset"/>. May be called by many threads.</summary>
    /// <returns>False when there are not so many bytes, or they could not be read.</returns>
    bool TryRead(long offset, Span<byte> into);
}
