namespace Sekisho.Flow.Tests.Support;

/// <summary>What a command of the program ended with.</summary>
public sealed record CommandResult(int ExitCode, string StandardOutput, string StandardError);
