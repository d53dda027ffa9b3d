namespace Sekisho.Inspect.Containers;

/// <summary>Counts what an .lzma file that does not say its size unpacks to: a bomb is known by nothing else.</summary>
internal static class LzmaCount
{
    private const int HeaderBytes = 13;

    /// <summary>How many bytes are unpacked before most of them are forgotten.</summary>
    private const int WindowBytes = 4 * 1024 * 1024;

    /// <summary>How far matches may reach back. What reaches further ends the count: bombs repeat what is near.</summary>
    private const int KeptBytes = 1024 * 1024;

    /// <summary>How many bytes it is, up to <paramref name="atLeast"/>; less where the time or the work ends, or where a match reaches too far back.</summary>
    public static long AtLeast(ReadOnlySpan<byte> packed, long atLeast, Func<bool> isInTime, Func<long, bool>? work = null)
    {
        if (packed.Length < HeaderBytes + 5) return 0;
        var decoder = new LzmaDecoder(WindowBytes, work);
        if (!decoder.SetProperties(packed[0]) || !decoder.Start(packed[HeaderBytes..])) return 0;
        long forgotten = 0;
        while (forgotten + decoder.Written < atLeast && isInTime())
        {
            if (!decoder.Run(WindowBytes - decoder.Written)) break;
            var before = decoder.Written;
            decoder.Forget(KeptBytes);
            forgotten += before - decoder.Written;
        }

        return forgotten + decoder.Written;
    }
}
