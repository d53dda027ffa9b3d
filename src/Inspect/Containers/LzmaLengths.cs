namespace Sekisho.Inspect.Containers;

/// <summary>The probabilities of the lengths of matches in LZMA: short and middle ones for each place, long ones for all.</summary>
internal sealed class LzmaLengths
{
    /// <summary>Whether it is a short one; whether it is a long one.</summary>
    public ushort[] Choice { get; } = LzmaDecoder.Fresh(2);

    /// <summary>Lengths 2 to 9.</summary>
    public ushort[] Low { get; } = LzmaDecoder.Fresh(16 << 3);

    /// <summary>Lengths 10 to 17.</summary>
    public ushort[] Middle { get; } = LzmaDecoder.Fresh(16 << 3);

    /// <summary>Lengths 18 to 273.</summary>
    public ushort[] High { get; } = LzmaDecoder.Fresh(256);

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        foreach (var table in (ReadOnlySpan<ushort[]>)[Choice, Low, Middle, High]) Array.Fill(table, LzmaDecoder.Even);
    }
}
