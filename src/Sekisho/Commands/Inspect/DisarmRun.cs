using Sekisho.Commands.Files;
using Sekisho.Inspect;
using Sekisho.Inspect.Disarm;

namespace Sekisho.Commands.Inspect;

/// <summary>Rebuilds one message into a file.</summary>
internal static class DisarmRun
{
    /// <summary>Writes the file; what was changed, or why it could not be written.</summary>
    public static async Task<(IReadOnlyList<DisarmChange>? Changes, string? Problem)> WriteAsync(IEnumerable<InputFile> files, string target, InspectOptions options, Surroundings surroundings, CancellationToken cancellation)
    {
        var given = files.Take(2).ToList();
        if (given.Count != 1) return (null, "--disarm is for one message.");
        if (given[0].Problem is { } problem) return (null, problem);
        var (content, unreadable) = await InputFiles.ReadAsync(given[0].Path, surroundings.CurrentFolder, cancellation);
        if (content is null) return (null, unreadable);
        var disarmed = new Disarmer(options, surroundings.Clock).Disarm(content, options.Disarm);
        try
        {
            await using var file = new FileStream(Path.Combine(surroundings.CurrentFolder, target), FileMode.CreateNew, FileAccess.Write);
            await file.WriteAsync(disarmed.Content, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"{target} cannot be written: {exception.Message}");
        }

        return (disarmed.Changes, null);
    }
}
