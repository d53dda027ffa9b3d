using Microsoft.Extensions.Logging;

namespace Sekisho.Roles.Logs;

/// <summary>The names of the levels in logs.</summary>
internal static class LogLevelNames
{
    private static readonly string[] Names = ["trace", "debug", "info", "warn", "error", "fatal", "none"];

    /// <summary>The name of a level.</summary>
    public static string Of(LogLevel level) => Names[Math.Clamp((int)level, 0, Names.Length - 1)];

    /// <summary>The level of a name; info where unknown.</summary>
    public static LogLevel Find(string? name)
    {
        var index = Array.IndexOf(Names, name);
        return index < 0 ? LogLevel.Information : (LogLevel)index;
    }
}
