namespace Sekisho.Output;

/// <summary>The exit codes; scripts rely on them.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Found something, or failed.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage.</summary>
    public const int WrongUsage = 2;
}
