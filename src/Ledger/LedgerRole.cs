using Microsoft.Extensions.Logging;
using Sekisho.Ledger.Durability;
using Sekisho.Ledger.Recovery;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;

namespace Sekisho.Ledger;

/// <summary>
/// The role that records every access and change. Folders: the log as the world may see it (checkpoint, tile/), and beside it what
/// must not lie there (signing.key, state.json, the journal).
/// </summary>
public sealed class LedgerRole : IRole
{
    private readonly RoleEnvironment _environment;
    private readonly LedgerOptions _options;
    private readonly LedgerDisk _disk;
    private readonly Action<Exception> _failed;
    private readonly ILogger _log;
    private LedgerParts? _parts;
    private Upkeep? _upkeep;

    /// <summary>Makes the role; <see cref="StartAsync"/> opens its folders.</summary>
    /// <param name="options">How it works.</param>
    /// <param name="environment">Folders, clock, log.</param>
    /// <param name="ownProcess">Whether the process is this role's alone: then it ends when its disk fails, and the next start recovers.</param>
    public LedgerRole(LedgerOptions options, RoleEnvironment environment, bool ownProcess)
        : this(options, environment, CrashingDisk.Of(Environment.GetEnvironmentVariable(CrashingDisk.Variable), environment?.SecondFolder), ownProcess ? EndProcess : static _ => { })
    {
    }

    internal LedgerRole(LedgerOptions options, RoleEnvironment environment, LedgerDisk disk, Action<Exception> failed)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(environment);
        (_options, _environment, _disk, _failed) = (options, environment, disk, failed);
        _log = environment.Logs.CreateLogger<LedgerRole>();
    }

    /// <inheritdoc/>
    public RoleKind Kind => RoleKind.Ledger;

    /// <summary>Empty: the ledger faces nobody.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses { get; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The periodic work, for tests that do it at their time.</summary>
    internal Upkeep Upkeep => _upkeep ?? throw NotOpen();

    internal LedgerParts Parts => _parts ?? throw NotOpen();

    /// <inheritdoc/>
    public void Map(ICallRegistry calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        calls.Answer(LedgerCalls.Append, (context, request) => Parts.Append.HandleAsync(context, request));
        calls.Answer(LedgerCalls.Checkpoint, (_, _) => Parts.Read.CheckpointAsync());
        calls.Answer(LedgerCalls.Prove, (_, request) => Parts.Read.ProveAsync(request));
        calls.Answer(LedgerCalls.Read, (_, request) => Parts.Read.ReadAsync(request));
    }

    /// <summary>Recovers the log and says that the ledger runs again.</summary>
    /// <exception cref="LedgerFolderException">The log is damaged, altered or rolled back.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var state = _environment.SecondFolder ?? throw new LedgerFolderException("The ledger was given no folder beside its log.");
        _parts = LedgerParts.Open(new LedgerFolders(_environment.Folder, state), _options, _environment.RunId, _environment.Clock, _disk, _log, _failed);
        _upkeep = new Upkeep(_parts, _environment.Clock, _log);
        await _upkeep.HeartbeatAsync();
        _upkeep.Start(_options);
    }

    /// <summary>Publishes what is recorded. Calls are still answered; what they record afterwards the next start publishes.</summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        if (_parts is null) return;
        try
        {
            await _parts.StopAsync();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or LedgerFolderException or CallException)
        {
            // Logged already; what is recorded is in the journal, and the next start publishes it.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_upkeep is not null) await _upkeep.DisposeAsync();
        if (_parts is not null) await _parts.DisposeAsync();
    }

    private static CallException NotOpen() => new(CallFailure.Unavailable, "The ledger is not open.");

    /// <summary>On a thread of its own, so that nobody catches it: the host logs it and ends the process.</summary>
    private static void EndProcess(Exception problem) =>
        new Thread(() => throw new IOException("The ledger's disk has failed; the process ends and recovers at its next start.", problem)) { Name = "ledger end" }.Start();
}
