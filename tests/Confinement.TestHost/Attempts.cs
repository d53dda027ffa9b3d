using System.Runtime.InteropServices;
using Sekisho.Confinement.Native;
using Sekisho.Confinement.Probing;

namespace Sekisho.Confinement.TestHost;

internal static class Attempts
{
    public static AttemptResult Try(string verb, string value) => verb switch
    {
        "read" => FileAttempts.Read(value),
        "read-on-pool" => Task.Run(() => FileAttempts.Read(value)).GetAwaiter().GetResult(),
        "write" => FileAttempts.Write(value),
        "execute" => FileAttempts.Execute(value),
        "connect" => NetworkAttempts.ConnectTcp(int.Parse(value)),
        "listen" => NetworkAttempts.ListenTcp(int.Parse(value)),
        "udp" => NetworkAttempts.SendUdp(int.Parse(value)),
        "listen-unbound" => NetworkAttempts.ListenUnbound(),
        "seal" => Sealed(),
        "limits" => new AttemptResult(true, File.ReadLines("/proc/self/limits").First(line => line.StartsWith(value, StringComparison.Ordinal))[26..].Trim()),
        "hold" => Hold(),
        "unix" => NetworkAttempts.ConnectUnix(value),
        "signal" => ProcessAttempts.Signal(int.Parse(value)),
        "memory" => ProcessAttempts.ReadMemory(int.Parse(value)),
        "group" => KernelAttempts.Try(Enum.Parse<SystemCallGroup>(value), Path.GetTempPath()),
        "status" => Status(value),
        "work" => Work(),
        "symlink" => Made(() => File.CreateSymbolicLink(value, "/etc/shadow")),
        "truncate" => Made(() => File.OpenHandle(value, FileMode.Truncate, FileAccess.Write).Dispose()),
        "raw-socket" => Raw(CallNumbers.Socket.Here, value),
        "raw-sendto" => Raw(CallNumbers.SendTo.Here, value),
        _ => throw new ArgumentException(verb),
    };

    /// <summary>A field of /proc/self/task/*/status: the same for every thread, or else "no".</summary>
    private static AttemptResult Status(string field)
    {
        var values = Directory.GetDirectories("/proc/self/task")
            .Select(task => File.ReadLines(Path.Combine(task, "status")).First(line => line.StartsWith(field + ":", StringComparison.Ordinal))[(field.Length + 1)..].Trim().Replace('\t', ' '))
            .ToList();
        return new AttemptResult(values.Distinct().Count() == 1, $"{values[0]} on {values.Count} threads");
    }

    /// <summary>What a runtime does all day: compiles, collects, starts threads, takes the time, hashes.</summary>
    private static AttemptResult Work()
    {
        var sum = 0;
        Parallel.For(0, 64, i =>
        {
            var text = string.Join(',', Enumerable.Range(i, 1000).Select(number => number.ToString()));
            var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text));
            Interlocked.Add(ref sum, hash.Length + System.Text.RegularExpressions.Regex.Count(text, "[0-9]+7", System.Text.RegularExpressions.RegexOptions.Compiled, TimeSpan.FromSeconds(10)) % 1);
        });
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var expression = System.Linq.Expressions.Expression.Lambda<Func<int>>(System.Linq.Expressions.Expression.Constant(sum)).Compile();
        return new AttemptResult(expression() == 64 * 32, TimeZoneInfo.Local.Id);
    }

    private static AttemptResult Sealed()
    {
        var outcome = Confine.Serving(ConfinementPolicy.FromText(Environment.GetEnvironmentVariable("TEST_POLICY")!));
        return new AttemptResult(outcome.Missing.Count == 0, "sealed");
    }

    /// <summary>Stays until its standard input ends, for others to try to get at it.</summary>
    private static AttemptResult Hold()
    {
        Console.WriteLine("holding");
        Console.In.ReadLine();
        return new AttemptResult(true, "held");
    }

    private static AttemptResult Made(Action action)
    {
        try
        {
            action();
            return new AttemptResult(true, "done");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new AttemptResult(false, problem.Message);
        }
    }

    private static AttemptResult Raw(int call, string numbers)
    {
        var values = numbers.Split(',').Select(nint.Parse).Concat(new nint[6]).ToArray();
        var (result, error) = LinuxCalls.Call(call, values[0], values[1], values[2], values[3], values[4], values[5]);
        return new AttemptResult(result >= 0, result >= 0 ? "done" : $"{Marshal.GetPInvokeErrorMessage(error)} (errno {error})");
    }
}
