using System.Globalization;
using System.Text.Json;

namespace Sekisho.Bench.Mail.Report;

/// <summary>Prints results as they come: tables for people, or one JSON object a line.</summary>
internal sealed class Printer(bool json, TextWriter output)
{
    public void Print(Machine machine)
    {
        if (json) Line("machine", JsonSerializer.Serialize(machine, BenchJson.Default.Machine));
        else
            Write($"""
                Machine  {machine.Processors} processors ({machine.Model}), {machine.Kernel}, .NET {machine.DotNet}
                         load before the run {machine.LoadBefore:0.00}; {machine.FileSystem} at {machine.Folder}: 5 KB on disk takes {machine.FlushMilliseconds:0.000} ms (median)
                Ratios are of one run on this machine; the figures themselves say little about another one.
                """);
    }

    public void Print(string title, IReadOnlyList<Summary> summaries)
    {
        if (json)
        {
            foreach (var summary in summaries) Line("run", JsonSerializer.Serialize(summary, BenchJson.Default.Summary));
            return;
        }

        Write($"\n{title}");
        Write($"  {"system",-24} {"msg/s",9} {"ratio",7} {"target",8} {"CPU ms/msg",11} {"peak MB",8}  rounds (msg/s)");
        foreach (var summary in summaries)
        {
            var target = summary.Target is { } least ? $"≥ {least:0.#}×" : "";
            var ratio = summary.Ratio is { } value ? $"{value:0.00}×" : "";
            var rounds = string.Join(" ", summary.RoundsPerSecond.Select(rate => rate.ToString("0", CultureInfo.InvariantCulture)));
            Write($"  {summary.System,-24} {summary.MedianPerSecond,9:0.0} {ratio,7} {target,8} {summary.MedianCpuMilliseconds,11:0.00} {summary.PeakMegabytes,8:0}  {rounds}");
            if (summary.Remark.Length > 0) Write($"    {summary.Remark}");
        }

        if (summaries.Select(summary => summary.Against).OfType<string>().FirstOrDefault() is { } peer) Write($"  ratio: against {peer}");
        foreach (var summary in summaries.Where(summary => summary.Target is not null && summary.Ratio is not null))
            Write($"  {summary.System}: {(summary.Ratio >= summary.Target ? "target reached" : "TARGET NOT REACHED")}");
    }

    public void Print(StartUp startUp)
    {
        if (json) Line("start", JsonSerializer.Serialize(startUp, BenchJson.Default.StartUp));
        else
            Write($"""

                Start and rest of Sekisho
                  READY after {startUp.ReadySeconds:0.00} s (target < {StartUp.ReadyTargetSeconds:0} s): {Word(startUp.ReadySeconds < StartUp.ReadyTargetSeconds)}
                  {startUp.Processes} processes, after {startUp.IdleSeconds:0} s at rest {startUp.IdleMegabytes:0} MB (target < {StartUp.IdleTargetMegabytes:0} MB): {Word(startUp.IdleMegabytes < StartUp.IdleTargetMegabytes)}; the plain sum of their resident memory, which counts shared pages in each process, is {startUp.SummedResidentMegabytes:0} MB
                """);
    }

    public void Print(Missing missing)
    {
        if (json) Line("missing", JsonSerializer.Serialize(missing, BenchJson.Default.Missing));
        else Write($"\nNOT MEASURED  {missing.What}: {missing.Why}");
    }

    /// <summary>Progress, for people, beside the results.</summary>
    public static void Progress(string text) => Console.Error.WriteLine($"bench mail: {text}");

    private static string Word(bool reached) => reached ? "reached" : "NOT REACHED";

    private void Line(string kind, string body) => output.WriteLine($"{{\"kind\":\"{kind}\",{body[1..]}");

    private void Write(FormattableString text) => output.WriteLine(FormattableString.Invariant(text));
}
