namespace Sekisho.Kernel.Bytes;

/// <summary>
/// A number of bytes that many holders share. Who cannot take what it needs is told so at once and must
/// refuse its work: nobody waits, so holders of half a message can never block each other.
/// </summary>
/// <param name="limitBytes">The most that may be taken at one time.</param>
public sealed class ByteBudget(long limitBytes)
{
    private long _takenBytes;

    /// <summary>The most that may be taken at one time, in bytes.</summary>
    public long LimitBytes => limitBytes;

    /// <summary>What is taken now, in bytes.</summary>
    public long TakenBytes => Interlocked.Read(ref _takenBytes);

    /// <summary>Takes <paramref name="bytes"/>, or nothing and returns false when that would exceed the limit.</summary>
    public bool TryTake(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (Interlocked.Add(ref _takenBytes, bytes) <= limitBytes) return true;
        Interlocked.Add(ref _takenBytes, -bytes);
        return false;
    }

    /// <summary>Gives back what was taken.</summary>
    public void Return(long bytes) => Interlocked.Add(ref _takenBytes, -bytes);
}
