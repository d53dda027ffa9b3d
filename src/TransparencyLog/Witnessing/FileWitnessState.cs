using System.Security.Cryptography;
using System.Text;
using Sekisho.Kernel.Files;
using Sekisho.TransparencyLog.Checkpoints;

namespace Sekisho.TransparencyLog.Witnessing;

/// <summary>
/// The witness's memory in a folder: a file for each log, named by the hash of its origin, with the text of its last checkpoint.
/// One process at a time; within it safe for many threads.
/// </summary>
public sealed class FileWitnessState : IWitnessState
{
    private readonly string _folder;
    private readonly Lock _lock = new();

    /// <summary>Uses a folder; it is made where it is missing.</summary>
    public FileWitnessState(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is there and not what was written: to go on as if nothing were known would forget a roll-back.</exception>
    public Checkpoint? Last(string origin)
    {
        lock (_lock) return Read(origin);
    }

    /// <inheritdoc/>
    public bool TryReplace(Checkpoint? expected, Checkpoint next)
    {
        ArgumentNullException.ThrowIfNull(next);
        lock (_lock)
        {
            if (Read(next.Origin) != expected) return false;
            DurableFile.Replace(PathOf(next.Origin), Encoding.UTF8.GetBytes(next.ToString()));
            return true;
        }
    }

    private Checkpoint? Read(string origin)
    {
        var path = PathOf(origin);
        if (!File.Exists(path)) return null;
        return Checkpoint.TryRead(File.ReadAllText(path), out var checkpoint) && checkpoint.Origin == origin
            ? checkpoint
            : throw new InvalidDataException($"{path} is not the checkpoint of {origin} that was written there. Restore it from a backup; without it this witness cannot tell whether the log was rolled back.");
    }

    private string PathOf(string origin) =>
        Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin))) + ".checkpoint");
}
