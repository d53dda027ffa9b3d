namespace Sekisho.Inspect.Images;

/// <summary>Undoes the filters of PNG rows (ISO/IEC 15948 §9).</summary>
internal static class PngFilter
{
    /// <summary>Undoes one in place.</summary>
    /// <param name="filter">Its number; an unknown one changes nothing.</param>
    /// <param name="row">The row.</param>
    /// <param name="before">The row above, undone; zeros for the first.</param>
    /// <param name="pixelBytes">Bytes of a pixel, at least 1.</param>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> before, int pixelBytes)
    {
        switch (filter)
        {
            case 1:
                for (var i = pixelBytes; i < row.Length; i++) row[i] += row[i - pixelBytes];
                break;
            case 2:
                for (var i = 0; i < row.Length; i++) row[i] += before[i];
                break;
            case 3:
                for (var i = 0; i < row.Length; i++) row[i] += (byte)(((i >= pixelBytes ? row[i - pixelBytes] : 0) + before[i]) >> 1);
                break;
            case 4:
                for (var i = 0; i < row.Length; i++) row[i] += i >= pixelBytes ? Paeth(row[i - pixelBytes], before[i], before[i - pixelBytes]) : before[i];
                break;
        }
    }

    private static byte Paeth(int left, int up, int corner)
    {
        int toLeft = Math.Abs(up - corner), toUp = Math.Abs(left - corner), toCorner = Math.Abs(left + up - (2 * corner));
        return (byte)(toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner);
    }
}
