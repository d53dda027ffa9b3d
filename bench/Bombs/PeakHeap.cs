namespace Sekisho.Bench.Bombs;

/// <summary>Watches how large the heap becomes, garbage that is not collected yet included: an upper bound of what was in use.</summary>
internal sealed class PeakHeap : IDisposable
{
    private readonly Thread _watching;
    private readonly ManualResetEventSlim _isOver = new();
    private long _peakBytes;

    public PeakHeap()
    {
        _watching = new Thread(Watch) { IsBackground = true };
        _watching.Start();
    }

    /// <summary>The largest so far, in bytes.</summary>
    public long PeakBytes => Interlocked.Read(ref _peakBytes);

    public void Dispose()
    {
        _isOver.Set();
        _watching.Join();
        _isOver.Dispose();
    }

    private void Watch()
    {
        do Interlocked.Exchange(ref _peakBytes, Math.Max(PeakBytes, GC.GetTotalMemory(forceFullCollection: false)));
        while (!_isOver.Wait(1));
    }
}
