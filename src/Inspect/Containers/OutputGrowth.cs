namespace Sekisho.Inspect.Containers;

/// <summary>
/// How the output of an unpacker grows: doubled while it is small, then at once as far as it may. A buffer that is doubled
/// to the end lies in memory one and a half times while it is copied, and a copy of the right length another time: with a
/// budget of 64 MB that made bombs of this size cost 200.
/// </summary>
internal static class OutputGrowth
{
    /// <summary>The first buffer, in bytes.</summary>
    public const int FirstBytes = 64 * 1024;

    /// <summary>From here on the buffer is made as large as it may become, in bytes.</summary>
    public const int LastDoubledBytes = 4 * 1024 * 1024;

    /// <summary>How large the next buffer is, in bytes.</summary>
    /// <param name="length">The present one.</param>
    /// <param name="needed">What must fit, at most <paramref name="maxBytes"/>.</param>
    /// <param name="maxBytes">What may be unpacked.</param>
    public static int Next(int length, int needed, long maxBytes) =>
        (int)Math.Min(Math.Min(maxBytes, Array.MaxLength), length >= LastDoubledBytes ? maxBytes : Math.Max(needed, length * 2L));

    /// <summary>What was unpacked: the buffer itself where little of it is empty, otherwise a copy that lets go of it.</summary>
    public static ReadOnlyMemory<byte> Give(byte[] buffer, int written) =>
        written >= buffer.Length / 2 ? buffer.AsMemory(0, written) : buffer.AsSpan(0, written).ToArray();
}
