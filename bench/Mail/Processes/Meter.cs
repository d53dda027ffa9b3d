namespace Sekisho.Bench.Mail.Processes;

/// <summary>Measures CPU time and peak memory of a system while a load runs.</summary>
internal sealed class Meter : IAsyncDisposable
{
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(500);

    private readonly Func<IReadOnlyList<int>> _roots;
    private readonly TimeSpan _cpuBefore;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sampling;

    public Meter(Func<IReadOnlyList<int>> roots)
    {
        _roots = roots;
        _cpuBefore = ProcessTree.CpuTime(ProcessTree.Of(roots()));
        _sampling = SampleAsync();
    }

    /// <summary>The most memory seen, with shared pages counted once, in bytes.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>CPU time since the start of the measurement.</summary>
    public TimeSpan CpuTime => ProcessTree.CpuTime(ProcessTree.Of(_roots())) - _cpuBefore;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sampling;
        _stop.Dispose();
    }

    private async Task SampleAsync()
    {
        using var timer = new PeriodicTimer(SampleEvery, TimeProvider.System);
        try
        {
            do PeakBytes = Math.Max(PeakBytes, ProcessTree.ProportionalBytes(ProcessTree.Of(_roots())));
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // the measurement is over
        }
    }
}
