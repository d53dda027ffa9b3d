using System.Diagnostics;

namespace Sekisho.Bench.Identity;

/// <summary>One row of the table.</summary>
internal sealed record Measurement(string Work, double Microseconds, double AllocatedBytes)
{
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(300);

    /// <summary>The best of five rounds: other work on the machine only ever slows down.</summary>
    public static Measurement Take(string work, Action<int> action)
    {
        for (var i = 0; i < 50; i++) action(i);
        var best = double.MaxValue;
        var allocated = 0.0;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            var count = 0;
            do action(count++);
            while (Stopwatch.GetElapsedTime(started) < Round);
            allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count;
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMicroseconds / count);
        }

        return new Measurement(work, best, allocated);
    }
}
