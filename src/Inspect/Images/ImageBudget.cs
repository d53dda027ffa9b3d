namespace Sekisho.Inspect.Images;

/// <summary>What looking at the pictures of one message may cost. What is used up is noted by the name of its limit; no message is held for it.</summary>
/// <param name="limits">The limits.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="note">Told the name of a limit that was reached.</param>
/// <param name="cancellation">Ends everything.</param>
internal sealed class ImageBudget(InspectLimits limits, TimeProvider clock, Action<string> note, CancellationToken cancellation)
{
    private readonly long _started = clock.GetTimestamp();
    private long _pixels;
    private int _images;

    /// <summary>Whether any limit was reached: what is known of a picture since then may not be all.</summary>
    public bool IsReached { get; private set; }

    /// <summary>Counts a picture; false when there were too many.</summary>
    public bool TakeImage()
    {
        if (!IsInTime()) return false;
        if (_images >= limits.MaxImages)
        {
            Note(nameof(InspectLimits.MaxImages));
            return false;
        }

        _images++;
        return true;
    }

    /// <summary>Charges the pixels of a picture before any memory is taken for them; false when it is too large. A header of 30 bytes can claim gigabytes.</summary>
    public bool TakePixels(long width, long height)
    {
        if (width <= 0 || height <= 0) return false;
        var pixels = width > int.MaxValue || height > int.MaxValue ? long.MaxValue : width * height;
        if (pixels > limits.MaxImagePixels)
        {
            Note(nameof(InspectLimits.MaxImagePixels));
            return false;
        }

        if (_pixels + pixels > limits.MaxTotalImagePixels)
        {
            Note(nameof(InspectLimits.MaxTotalImagePixels));
            return false;
        }

        _pixels += pixels;
        return true;
    }

    /// <summary>Whether there is time left.</summary>
    public bool IsInTime()
    {
        cancellation.ThrowIfCancellationRequested();
        if (clock.GetElapsedTime(_started).TotalMilliseconds <= limits.MaxImageMilliseconds) return true;
        Note(nameof(InspectLimits.MaxImageMilliseconds));
        return false;
    }

    /// <summary>Notes that a picture would take more memory than one may.</summary>
    public void NoteTooLarge() => Note(nameof(InspectLimits.MaxImagePixels));

    private void Note(string limit)
    {
        IsReached = true;
        note(limit);
    }
}
