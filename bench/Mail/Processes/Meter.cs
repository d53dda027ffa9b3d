using System.Globalization;
using Sekisho.Bench.Mail.Systems;

namespace Sekisho.Bench.Mail.Processes;

/// <summary>Measures CPU time and peak memory of a system while a load runs.</summary>
internal sealed class Meter : IAsyncDisposable
{
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(500);

    private readonly Func<IReadOnlyList<int>> _roots;
    private readonly IReadOnlyList<(Part Part, TimeSpan Before)> _parts;
    private readonly TimeSpan _cpuBefore;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sampling;

    public Meter(Func<IReadOnlyList<int>> roots, IReadOnlyList<Part> parts)
    {
        _parts = [.. parts.Select(part => (part, ProcessTree.CpuTime([part.Process])))];
        _roots = roots;
        _cpuBefore = ProcessTree.CpuTime(ProcessTree.Of(roots()));
        _sampling = SampleAsync();
    }

    /// <summary>The most memory seen, with shared pages counted once, in bytes.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>CPU time since the start of the measurement.</summary>
    public TimeSpan CpuTime => ProcessTree.CpuTime(ProcessTree.Of(_roots())) - _cpuBefore;

    /// <summary>CPU time of the parts since the start of the measurement, in words; empty where there are none.</summary>
    /// <param name="messages">Among how many messages it is divided.</param>
    public string CpuOfParts(int messages)
    {
        var times = _parts.GroupBy(each => each.Part.Name, StringComparer.Ordinal)
            .Select(group => (Name: group.Key, Milliseconds: group.Sum(each => (ProcessTree.CpuTime([each.Part.Process]) - each.Before).TotalMilliseconds) / messages))
            .OrderByDescending(each => each.Milliseconds)
            .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Name} {each.Milliseconds:0.00}"))
            .ToList();
        return times.Count == 0 ? "" : $"; CPU ms/msg: {string.Join(", ", times)}";
    }

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
