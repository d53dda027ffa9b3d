using System.CommandLine;
using System.Text.Json;
using Sekisho.Confinement;
using Sekisho.Demo;
using Sekisho.Output;
using Sekisho.Roles.Reach;
using Sekisho.Roles.Supervision;
using Sekisho.Starting;
using Sekisho.Wiring;

namespace Sekisho.Commands.Up;

/// <summary>Starts every role and runs until it is told to end.</summary>
internal sealed class UpCommand : LeafCommand
{
    private readonly Option<bool> _demo = new("--demo")
    {
        Description = "Try it out: two tenants with four accounts, in a data folder of its own (demo, inside the data folder, unless --data is given), and every message of samples/ sent through the own door. Takes free ports where the configured ones are taken.",
    };

    private readonly Option<bool> _exit = new("--exit") { Description = "With --demo: end when the demonstration is over." };
    private readonly Option<bool> _singleProcess = new("--single-process") { Description = "All roles in this process, for debugging: nothing is confined, and one crash ends all." };

    private readonly Option<bool> _allowUnconfined = new("--allow-unconfined") { Description = "Start also where the kernel cannot confine the roles as the role table says. They are confined as far as possible; 'status' shows what is missing." };

    /// <summary>Makes the command.</summary>
    public UpCommand(Surroundings surroundings)
        : base("up", "Start every role and run until SIGTERM or SIGINT. Prints one line 'READY {…}' on standard output when everything serves.", surroundings)
    {
        Add(_demo);
        Add(_exit);
        Add(_singleProcess);
        Add(_allowUnconfined);
        Validators.Add(result =>
        {
            if (result.GetResult(_exit) is not null && result.GetResult(_demo) is null) result.AddError("--exit ends a demonstration: give --demo too.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("mx[]", "after the word READY: host:port for mail from other servers"),
        new("submission[]", "host:port for mail of accounts, with STARTTLS"),
        new("submissions[]", "host:port for mail of accounts, with TLS from the first byte"),
        new("data", "the data folder"),
        new("pid", "the supervisor's process"),
        new("file, recipient, reply, disposition, reasons, ended, id", "with --demo and --json, one line a sample after the line READY"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 ended as asked, 1 it could not start (the message says what to do), 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        var loaded = GlobalOptions.Load(parse, Surroundings.CurrentFolder);
        if (loaded.Config is not { } config) return loaded.TellErrors(output);
        var demo = parse.GetValue(_demo);
        var folder = demo && !loaded.DataIsGiven ? Path.Combine(loaded.DataFolder!, "demo") : loaded.DataFolder!;
        if (RunningPid(folder) is { } pid)
            return output.Fail($"Sekisho is running already on the data folder {folder} (process {pid}).", "Stop it first, or name another data folder with --data.");
        await using var names = demo && config.Dns.Servers.Count == 0 ? new DemoNames() : null;
        if (demo) config = Doors.WithFreePorts(config, output.Note);
        if (names is not null) config = config with { Dns = config.Dns with { Servers = [names.Address] } };
        var (system, problems) = Preparation.Run(config, loaded.Folder, folder, Surroundings.Clock, output.Note);
        foreach (var problem in problems) output.Fail(problem);
        if (system is null) return ExitCodes.Failed;
        var singleProcess = parse.GetValue(_singleProcess);
        var options = SystemWiring.OptionsOf(system, Surroundings.Clock, parse.GetValue(_allowUnconfined));
        if (!singleProcess && !CanBeConfined(options, ConfinementCheck.Missing(options.Roles), output)) return ExitCodes.Failed;
        await RunAsync(system, options, demo, parse.GetValue(_exit), singleProcess, output, cancellation);
        return ExitCodes.Done;
    }

    private static int? RunningPid(string folder)
    {
        try
        {
            using var running = OperatorConnection.Open(folder);
            return running.SupervisorPid;
        }
        catch (OperatorConnectionException)
        {
            // None, or one that crashed: starting is also recovering. The supervisor's lock has the last word.
            return null;
        }
    }

    /// <summary>Says what the kernel cannot enforce. Without it an intruder in one role has the whole system: then nothing is started unless the operator said so.</summary>
    internal static bool CanBeConfined(SupervisorOptions options, IReadOnlyList<string> missing, CommandOutput output)
    {
        if (missing.Count == 0) return true;
        foreach (var reason in missing) output.Note($"NOT CONFINED: {reason}.");
        if (options.Confinement is { IsRequired: false }) return true;
        _ = output.Fail(
            "This kernel cannot confine the roles as the role table says.",
            "Run on a newer kernel with Landlock and seccomp, or accept the risk with --allow-unconfined or 'confinement.required: false'.");
        return false;
    }

    private async Task RunAsync(PreparedSystem system, SupervisorOptions options, bool demo, bool exit, bool singleProcess, CommandOutput output, CancellationToken cancellation)
    {
        if (singleProcess) output.Note("NOT CONFINED: with --single-process all roles share one process, and nothing keeps one from what another has. For debugging only.");
        // The supervisor holds every token: other programs of its user shall not read them out of its memory.
        else if (Confine.HideMemory() is { } visible) output.Note($"The supervisor's memory is not hidden: {visible}.");
        await using var supervisor = singleProcess ? Supervisor.SingleProcess(options, RoleFactory.CreateShared) : new Supervisor(options);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (demonstration, watch) = (Task.CompletedTask, Task.CompletedTask);
        await supervisor.RunAsync(TellReady, stop.Token);
        await stop.CancelAsync();
        await demonstration;
        await watch;

        Task TellReady(SystemStatus status)
        {
            // On its own, so that looking at a folder never delays a signal.
            if (system.Rules is { } rules) watch = Task.Run(() => new RuleWatch(rules, supervisor, Surroundings.Clock).RunAsync(stop.Token), CancellationToken.None);
            var ready = ReadyLine.Of(status, system.DataFolder);
            output.WriteOwnText($"READY {JsonSerializer.Serialize(ready, ProgramJson.Default.ReadyLine)}\n");
            if (demo) demonstration = DemonstrateAsync(system.DataFolder, ready.Mx[0], exit, output, stop);
            return Task.CompletedTask;
        }
    }

    // Beside the running system: a signal ends both at once. What goes wrong in it is told and ends nothing.
    private async Task DemonstrateAsync(string dataFolder, string door, bool exit, CommandOutput output, CancellationTokenSource stop)
    {
        try
        {
            var calls = Surroundings.Connect(dataFolder);
            try
            {
                await new DemoRun(calls, Reachable(door), dataFolder, Surroundings).RunAsync(output, stop.Token);
            }
            finally
            {
                (calls as IDisposable)?.Dispose();
            }
        }
        catch (Exception exception)
        {
            if (!stop.IsCancellationRequested) output.Fail($"The demonstration was not finished: {exception.Message}");
        }

        if (exit) await stop.CancelAsync();
    }

    // A door that is open on every address is reached through this machine's own.
    private static string Reachable(string door) => door.Replace("0.0.0.0:", "127.0.0.1:", StringComparison.Ordinal).Replace("[::]:", "[::1]:", StringComparison.Ordinal);
}
