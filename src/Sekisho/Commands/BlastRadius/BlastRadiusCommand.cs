using System.CommandLine;
using Microsoft.Extensions.Logging;
using Sekisho.Commands.Up;
using Sekisho.Confinement;
using Sekisho.Output;
using Sekisho.Roles.BlastRadius;
using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;
using Sekisho.Starting;
using Sekisho.Wiring;

namespace Sekisho.Commands.BlastRadius;

/// <summary>What an intruder in each role could reach, tried for real.</summary>
internal sealed class BlastRadiusCommand(Surroundings surroundings) : LeafCommand(
    "blast-radius",
    "Try what an intruder in each role could reach: starts every role's process with its real confinement and token on a made-up data folder, tries everything from inside, and compares it with the role table.",
    surroundings)
{
    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("role", "the role that tried"),
        new("action, target", "what it tried, on what"),
        new("expected", "whether the role table and the configuration allow it"),
        new("found", "whether it could be done"),
        new("how", "how it was done, or what stood in the way"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 no role could do more than the table says, 1 a role could, or it could not be tried, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        var loaded = GlobalOptions.Load(parse, Surroundings.CurrentFolder);
        if (loaded.Config is null) return loaded.TellErrors(output);
        var folder = Directory.CreateTempSubdirectory("sekisho-blast-").FullName;
        try
        {
            var cells = await BlastTrial.RunAsync(OptionsOf(loaded, folder), Secrets(loaded, folder), cancellation);
            return Tell(cells, output);
        }
        catch (SupervisorException problem)
        {
            return output.Fail($"It could not be tried: {problem.Message}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The system that 'up' would start, on a made-up data folder, with probes in place of the roles.</summary>
    private SupervisorOptions OptionsOf(LoadedConfig loaded, string folder)
    {
        var config = loaded.Config!;
        var data = Path.Combine(folder, "data");
        if (DataFolder.Prepare(data) is { } problem) throw new SupervisorException(problem);
        if (ReachWiring.Problems(config) is [var first, ..]) throw new SupervisorException(first);
        // Other users must be able to pass through to their folders, as in a real data folder; nobody can list it.
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var (certificate, key) = config.Tls is { Certificate: { } givenCertificate, Key: { } givenKey }
            ? (givenCertificate.From(loaded.Folder), givenKey.From(loaded.Folder))
            : Made(data);
        var options = SystemWiring.OptionsOf(new PreparedSystem(config, loaded.Folder, data, certificate, key), Surroundings.Clock, allowUnconfined: true);
        _ = Confine.HideMemory(); // as 'up' does
        return options with
        {
            // Two workers are enough to see whether one reaches the other.
            Roles = [.. options.Roles.Select(plan => plan with { Instances = RoleTable.Of(plan.Kind).Instances == RoleInstances.Several ? 2 : 1 })],
            Command = ChildCommand.ThisProgram(RoleProcess.CommandName, RoleProcess.ProbeOption),
            LogLevel = LogLevel.Error,
        };

        (string Certificate, string Key) Made(string at)
        {
            var made = SelfSigned.Ensure(at, MxWiring.HostNameOf(config), Surroundings.Clock);
            return (made.Certificate, made.Key);
        }
    }

    private static Dictionary<string, string> Secrets(LoadedConfig loaded, string folder)
    {
        var configuration = loaded.File;
        if (configuration is null)
        {
            configuration = Path.Combine(folder, "sekisho.yaml");
            File.WriteAllText(configuration, "# made up\n");
        }

        var secrets = new Dictionary<string, string>(StringComparer.Ordinal) { ["the configuration"] = configuration };
        if (loaded.DataFolder is { } data && Directory.Exists(data)) secrets["the data folder in use"] = data;
        return secrets;
    }

    private static int Tell(IReadOnlyList<BlastCell> cells, CommandOutput output)
    {
        if (output.Json)
        {
            foreach (var cell in cells) output.WriteJson(new BlastItem(cell.Role, cell.Action, cell.Target, cell.Expected, cell.Found, cell.How), ProgramJson.Default.BlastItem);
        }
        else
        {
            WriteMatrix(cells, output);
        }

        foreach (var cell in cells.Where(cell => cell.IsTooTight)) output.Note($"TOO TIGHT: {cell.Role} may {ActionOf(cell)} {cell.Target}, but could not: {cell.How}");
        var holes = cells.Where(cell => cell.IsHole).ToList();
        foreach (var cell in holes) output.Note($"HOLE: {cell.Role} could {ActionOf(cell)} {cell.Target}: {cell.How}");
        if (holes.Count > 0) return output.Fail($"{holes.Count} of {cells.Count} attempts reached what the role table does not allow.", "'sekisho status' and the start of 'sekisho up' say what this kernel does not enforce.");
        output.Note($"{cells.Count} attempts: no role reached more than the role table allows.");
        return ExitCodes.Done;
    }

    private static void WriteMatrix(IReadOnlyList<BlastCell> cells, CommandOutput output)
    {
        var roles = cells.Select(cell => cell.Role).Distinct().ToList();
        var table = new TextTable(["tries to", .. roles, "on"]);
        foreach (var row in cells.GroupBy(cell => (cell.Action, cell.Target)))
        {
            table.Add(
            [
                ActionOf(row.First()),
                .. roles.Select(role => row.FirstOrDefault(cell => cell.Role == role) switch
                {
                    null => "",
                    { IsHole: true } => "HOLE",
                    { IsTooTight: true } => "TIGHT",
                    { Found: true } => "yes",
                    _ => "·",
                }),
                row.Key.Target,
            ]);
        }

        table.WriteTo(output);
        output.WriteLine("yes: may and can; ·: may not and cannot; HOLE: can though it may not; TIGHT: cannot though it may.");
    }

    private static string ActionOf(BlastCell cell) => System.Text.Json.JsonSerializer.Serialize(cell.Action, ProgramJson.Default.ProbeAction).Trim('"');
}
