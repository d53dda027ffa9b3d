using System.Text;
using Sekisho.Testing;

namespace Sekisho.Inspect.Tests.Antivirus;

/// <summary>A real clamd on a Unix socket in a folder of its own, with one signature for a harmless word.</summary>
internal sealed class RealClamd : IAsyncDisposable
{
    /// <summary>The word that the signature finds; written in two halves so that no file of this project is found.</summary>
    public static readonly string Marker = "sekisho-harmless-" + "test-marker-3f9c";

    private readonly string _folder;
    private readonly RunningProgram _program;

    private RealClamd(string folder, RunningProgram program) => (_folder, _program) = (folder, program);

    public string Address => "unix:" + Path.Combine(_folder, "s");

    public static async Task<RealClamd> StartAsync(int streamMaxMegabytes = 1)
    {
        var folder = Directory.CreateTempSubdirectory("sekisho-clamd-").FullName;
        var signatures = Directory.CreateDirectory(Path.Combine(folder, "db")).FullName;
        await File.WriteAllTextAsync(Path.Combine(signatures, "local.ndb"), $"Sekisho.Test.Marker:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Marker))}\n");
        var configuration = Path.Combine(folder, "clamd.conf");
        await File.WriteAllTextAsync(configuration, $"""
            LocalSocket {folder}/s
            DatabaseDirectory {signatures}
            TemporaryDirectory {folder}
            Foreground yes
            StreamMaxLength {streamMaxMegabytes}M

            """);
        var program = RunningProgram.Start("clamd", ["--config-file=" + configuration]);
        await program.WaitForLineAsync("Self checking every");
        return new RealClamd(folder, program);
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
