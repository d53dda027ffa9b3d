namespace Sekisho.Testing;

/// <summary>A folder of a test's own in the temporary folder; gone with all that is in it when the test disposes of it.</summary>
/// <param name="what">What it is for, a word of its name: who finds one sees whose it was.</param>
public sealed class TemporaryFolder(string what) : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("sekisho-" + what + "-").FullName;

    /// <summary>The path of a file in it, which need not be there yet.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
