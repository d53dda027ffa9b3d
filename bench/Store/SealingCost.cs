using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Contents;
using Sekisho.Sealing.Keys;

namespace Sekisho.Bench.Store;

/// <summary>
/// What encryption costs on receiving. The store has no way to keep mail in clear, so "without" cannot be run; it is found by
/// running with everything that a message is sealed with, and with the same once more: the difference is the cost of once.
/// Both take turns, so that other work on the machine falls on both.
/// </summary>
internal sealed class SealingCost : IDisposable
{
    private const int EnvelopeBytes = 500;
    private const int SummaryBytes = 80;

    private readonly Sealer _sealer = new(TimeProvider.System);
    private readonly SealingKeyPair _content = SealingKeyPair.Create();
    private readonly SealingKeyPair _index = SealingKeyPair.Create();
    private readonly SealingKeyPair _trace = SealingKeyPair.Create();
    private readonly byte[] _context = RandomNumberGenerator.GetBytes(26);
    private readonly byte[] _envelope = new byte[EnvelopeBytes];
    private readonly byte[] _summary = new byte[SummaryBytes];

    /// <summary>All that is sealed for a message to one mailbox: content, envelope, and the boxes with both keys and the summary.</summary>
    public void SealOnce(byte[] content)
    {
        Span<byte> contentKey = stackalloc byte[32];
        Span<byte> envelopeKey = stackalloc byte[32];
        RandomNumberGenerator.Fill(contentKey);
        RandomNumberGenerator.Fill(envelopeKey);
        ContentSealer.Seal(contentKey, content);
        SealedRecord.Seal(envelopeKey, SealPurpose.Envelope, _context, _envelope);
        _sealer.Seal(_trace.Public, SealPurpose.Trace, _context, envelopeKey);
        _sealer.Seal(_index.Public, SealPurpose.Summary, _context, _summary);
        _sealer.Seal(_content.Public, SealPurpose.ContentKey, _context, contentKey);
    }

    /// <summary>Measures and prints.</summary>
    /// <param name="accept">Accepts one message, doing something first: null for nothing more.</param>
    /// <param name="content">The content.</param>
    /// <param name="seconds">How long each turn takes.</param>
    /// <param name="callers">Callers at once.</param>
    public async Task MeasureAsync(Func<Action?, Task> accept, byte[] content, double seconds, int callers)
    {
        const int Turns = 5;
        var once = new List<(double PerSecond, double Cpu)>();
        var twice = new List<(double PerSecond, double Cpu)>();
        await TurnAsync(accept, null, seconds / 2, callers);
        for (var turn = 0; turn < Turns; turn++)
        {
            once.Add(await TurnAsync(accept, null, seconds, callers));
            twice.Add(await TurnAsync(accept, () => SealOnce(content), seconds, callers));
        }

        var (rate, cpu) = (Median(once.Select(turn => turn.PerSecond)), Median(once.Select(turn => turn.Cpu)));
        var (rateTwice, cpuTwice) = (Median(twice.Select(turn => turn.PerSecond)), Median(twice.Select(turn => turn.Cpu)));
        var sealing = cpuTwice - cpu;
        // Without: what is left of the time of one message when the sealing is taken away once.
        var without = (2 / rate) - (1 / rateTwice);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"sealing {callers,2} callers  accept {rate:F0}/s at {cpu * 1000:F1} µs CPU, sealed twice {rateTwice:F0}/s at {cpuTwice * 1000:F1} µs; sealing once {sealing * 1000:F1} µs CPU: {sealing / (cpu - sealing):P1} of the store's CPU without, {(1 / (rate * without)) - 1:P1} of its time; over all processes: {sealing * 1000:F1} µs of the CPU per message that 'bench mail' shows"));
    }

    public void Dispose()
    {
        _sealer.Dispose();
        _content.Dispose();
        _index.Dispose();
        _trace.Dispose();
    }

    private static async Task<(double PerSecond, double Cpu)> TurnAsync(Func<Action?, Task> accept, Action? more, double seconds, int callers)
    {
        var count = 0;
        var watch = Stopwatch.StartNew();
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                await accept(more);
                Interlocked.Increment(ref count);
            }
        })));
        process.Refresh();
        return (count / watch.Elapsed.TotalSeconds, (process.TotalProcessorTime - cpu).TotalMilliseconds / count);
    }

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return ordered[ordered.Count / 2];
    }
}
