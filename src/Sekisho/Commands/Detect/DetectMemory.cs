using Sekisho.Kernel.Files;
using Sekisho.Sigma.Correlating;

namespace Sekisho.Commands.Detect;

/// <summary>
/// What one run of 'detect' leaves for the next, in a folder: the open windows of correlations and the stages that
/// entities have shown. The files hold times, keyed hashes and, for windows judged at their end, values of the fields
/// they group by.
/// </summary>
/// <param name="folder">The folder; made when it is not there.</param>
internal sealed class DetectMemory(string folder)
{
    /// <summary>Larger files are not read. Stops a file that is none of ours from filling the memory.</summary>
    private const long MaxBytes = 4L << 30;

    private string Correlations => Path.Combine(folder, "correlations.state");

    private string Scenarios => Path.Combine(folder, "scenarios.state");

    /// <summary>Brings back what the run before left.</summary>
    /// <returns>What could not be brought back, for people.</returns>
    public IEnumerable<string> Load(DetectRun run)
    {
        if (!TryLoad(Correlations, stream => CorrelatorState.Load(run.Correlator, stream))) yield return $"{Correlations} is not whole: correlations begin anew.";
        if (run.Scenarios is { } scenarios && !TryLoad(Scenarios, scenarios.Memory.Load)) yield return $"{Scenarios} is not whole or has other stages: scenarios begin anew.";
    }

    /// <summary>Leaves what is remembered; a crash leaves the old or the new, never a half.</summary>
    public void Save(DetectRun run)
    {
        Directory.CreateDirectory(folder);
        Replace(Correlations, stream => CorrelatorState.Save(run.Correlator, stream));
        if (run.Scenarios is { } scenarios) Replace(Scenarios, scenarios.Memory.Save);
    }

    private static bool TryLoad(string path, Func<Stream, bool> load)
    {
        if (!File.Exists(path)) return true;
        using var stream = File.OpenRead(path);
        return stream.Length <= MaxBytes && load(stream);
    }

    private static void Replace(string path, Action<Stream> save)
    {
        using var memory = new MemoryStream();
        save(memory);
        DurableFile.Replace(path, memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }
}
