using System.Diagnostics;
using System.Globalization;

namespace Sekisho.Testing;

/// <summary>
/// Programs that tests have started end also when the test process is killed, for instance by a time limit: a shell in a session
/// of its own knows their numbers, waits for the end of a pipe that only this process holds open, and then ends them.
/// (PR_SET_PDEATHSIG would not do: it means the thread that started the program, and threads of the pool come and go.)
/// </summary>
internal static class ProgramsEndedWithUs
{
    /// <summary>A program is told by its number and its start time: a number may have been given to another since.</summary>
    private const string Script = """
        declare -A running
        while read -r word pid start; do
            if [ "$word" = + ]; then running[$pid]=$start; else unset "running[$pid]"; fi
        done
        end() {
            local pid stat
            for pid in "${!running[@]}"; do
                read -r stat 2>/dev/null <"/proc/$pid/stat" || continue
                set -- ${stat##*) }
                [ "${20}" != "${running[$pid]}" ] || kill -"$signal" "$pid" 2>/dev/null
            done
        }
        signal=TERM
        end
        [ ${#running[@]} = 0 ] || sleep 10
        signal=KILL
        end
        """;

    private static readonly Lock Gate = new();
    private static StreamWriter? _pipe;

    /// <summary>The program is to end with this process.</summary>
    public static void Add(Process process)
    {
        if (StartOf(process.Id) is { } start) Tell(string.Create(CultureInfo.InvariantCulture, $"+ {process.Id} {start}"));
    }

    /// <summary>The program has ended.</summary>
    public static void Remove(int id) => Tell(string.Create(CultureInfo.InvariantCulture, $"- {id} 0"));

    private static void Tell(string line)
    {
        lock (Gate)
        {
            _pipe ??= Start();
            _pipe?.WriteLine(line);
        }
    }

    /// <summary>Null where there is no bash or no setsid(1): then nobody watches.</summary>
    private static StreamWriter? Start()
    {
        if (ProgramFactAttribute.Find("setsid") is not { } setsid || ProgramFactAttribute.Find("bash") is not { } bash) return null;
        var start = new ProcessStartInfo(setsid, [bash, "-c", Script]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
#pragma warning disable RS0030 // banned outside the supervisor: this is what ends the programs that tests start
        var shell = Process.Start(start)!;
#pragma warning restore RS0030
        shell.StandardInput.AutoFlush = true;
        return shell.StandardInput;
    }

    /// <summary>proc(5), /proc/PID/stat, field 22: in clock ticks since the boot.</summary>
    private static string? StartOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (IOException)
        {
            return null; // it has ended already
        }
    }
}
