using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sekisho.Kernel.Files;
using Sekisho.Output;

namespace Sekisho.Commands.Person;

/// <summary>Where a person's ticket lies between two commands: one file for each system and address, for the eyes of its owner alone (0600).</summary>
internal static class TicketFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The usual folder: of the session where there is one, otherwise in the home.</summary>
    public static string UsualFolder =>
        Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Path.IsPathRooted(runtime)
            ? Path.Combine(runtime, "sekisho")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state", "sekisho");

    /// <summary>The file of an address and the system on a data folder. Its name says neither.</summary>
    public static string PathOf(string folder, string data, string address) =>
        Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Path.GetFullPath(data)}\n{address.ToLowerInvariant()}")))[..32] + ".ticket");

    /// <summary>Keeps a ticket.</summary>
    public static void Write(string path, TicketRecord record)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnerOnly);
        DurableFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(record, ProgramJson.Default.TicketRecord));
    }

    /// <summary>The ticket; null when there is none, or the file is none.</summary>
    /// <exception cref="IOException">The file is there and cannot be read.</exception>
    public static TicketRecord? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ProgramJson.Default.TicketRecord) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
