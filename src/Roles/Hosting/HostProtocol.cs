namespace Sekisho.Roles.Hosting;

/// <summary>The words between the supervisor and a role's process: standard input and output, one line each.</summary>
internal static class HostProtocol
{
    /// <summary>Child to supervisor, with JSON after a space: it serves.</summary>
    public const string Ready = "READY ";

    /// <summary>Supervisor to child: take nothing new, end what is under way.</summary>
    public const string Stop = "stop";

    /// <summary>Supervisor to child: drop what is under way. The end of standard input says the same.</summary>
    public const string Hurry = "hurry";

    /// <summary>The exit code after a failure that is in the log (sysexits.h: EX_SOFTWARE).</summary>
    public const int ExitFailed = 70;

    /// <summary>The exit code when the start order is missing or cannot be read (sysexits.h: EX_USAGE).</summary>
    public const int ExitUsage = 64;
}
