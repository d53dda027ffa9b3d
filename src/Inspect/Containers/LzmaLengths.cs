namespace Sekisho.Inspect.Containers;

/// <summary>The probabilities of the lengths of LZMA's matches: short ones by the position, long ones alike everywhere.</summary>
internal sealed class LzmaLengths
{
    public ushort[] Choice { get; } = LzmaDecoder.Fresh(2);

    public ushort[] Low { get; } = LzmaDecoder.Fresh(16 << 3);

    public ushort[] Middle { get; } = LzmaDecoder.Fresh(16 << 3);

    public ushort[] High { get; } = LzmaDecoder.Fresh(256);

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        foreach (var table in (ReadOnlySpan<ushort[]>)[Choice, Low, Middle, High]) Array.Fill(table, LzmaDecoder.Even);
    }
}
