namespace Sekisho.Commands.Files;

/// <summary>A file named on the command line, or found in a folder that was.</summary>
/// <param name="Path">Its path, as it is told in results.</param>
/// <param name="Problem">Why there is none, or null.</param>
internal sealed record InputFile(string Path, string? Problem = null);
