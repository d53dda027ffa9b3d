using System.Diagnostics;

namespace Sekisho.Testing.Fuzzing;

/// <summary>Runs a target over mutated seeds; the first finding ends the run with everything needed to repeat it.</summary>
public static class FuzzRun
{
    /// <summary>An input that takes longer than this is a finding: parsers are linear.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    /// <summary>Runs every seed itself, then <paramref name="cases"/> mutations.</summary>
    /// <returns>How many inputs ran.</returns>
    public static long Run(IFuzzTarget target, ulong seed, long cases, Action<long>? progress = null) => RunMeasured(target, seed, cases, progress).Inputs;

    /// <summary>The same, and says which input took the most processor time. Only of use where nothing else runs in the process.</summary>
    public static FuzzReport RunMeasured(IFuzzTarget target, ulong seed, long cases, Action<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        foreach (var input in target.Seeds) RunOne(target, input, $"an unchanged seed input of {target.Name}");
        var mutator = new Mutator(seed, target.Seeds);
        var report = new FuzzReport { Inputs = target.Seeds.Count + cases };
        for (long i = 0; i < cases; i++)
        {
            var input = mutator.Next();
            var which = $"target {target.Name}, seed {seed}, case {i}";
            var taken = ProcessorTimeOf(target, input, which);
            // The first time may have been spent compiling or collecting garbage.
            if (taken > report.Slowest) taken = TimeSpan.FromTicks(Math.Min(taken.Ticks, ProcessorTimeOf(target, input, which).Ticks));
            if (taken > report.Slowest) report = report with { Slowest = taken, SlowestCase = i, SlowestInput = input };
            if (i % 10_000 == 9_999) progress?.Invoke(i + 1);
        }

        return report;
    }

    private static TimeSpan ProcessorTimeOf(IFuzzTarget target, byte[] input, string which)
    {
        var before = Environment.CpuUsage.TotalTime;
        RunOne(target, input, which);
        return Environment.CpuUsage.TotalTime - before;
    }

    private static void RunOne(IFuzzTarget target, byte[] input, string which)
    {
        var taken = TimeOf(target, input, which);
        // A machine may stand still for seconds; it does not do so twice for the same input.
        if (taken > Slow) taken = TimeOf(target, input, which);
        if (taken > Slow) throw new InvalidOperationException($"Fuzzing found a slow input at {which}: {taken}; input (base64, first 4 KB): {Show(input)}");
    }

    private static TimeSpan TimeOf(IFuzzTarget target, byte[] input, string which)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            target.Run(input);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Fuzzing found an exception at {which}; input (base64, first 4 KB): {Show(input)}", exception);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    private static string Show(byte[] input) => Convert.ToBase64String(input, 0, Math.Min(input.Length, 4096));
}
