using Microsoft.Extensions.Logging;
using Sekisho.Identity.Rights;
using Sekisho.Ledger.Client;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;
using Sekisho.Vault.Database;
using Sekisho.Vault.Keys;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Rights;

namespace Sekisho.Vault;

/// <summary>The role that holds keys, passwords, credentials and the directory. Folder: vault.db (and its log), root.key, certificates/.</summary>
public sealed class VaultRole : IRole
{
    private readonly RoleEnvironment _environment;
    private readonly VaultOptions _options;
    private readonly ILedger? _ledger;
    private readonly ReleaseProbe _probe;
    private readonly IReadOnlyDictionary<string, CallRight> _rights;
    private readonly Func<Role, Permission, RightsScope> _scopes;
    private readonly ILogger _log;
    private VaultParts? _parts;

    /// <summary>Makes the role; <see cref="StartAsync"/> opens its folder.</summary>
    /// <param name="environment">Folder, calls, clock, log.</param>
    /// <param name="options">How it works.</param>
    public VaultRole(RoleEnvironment environment, VaultOptions options)
        : this(environment, options, null, CrashProbe.Of(Environment.GetEnvironmentVariable(ReleaseProbe.Variable), environment?.Folder))
    {
    }

    internal VaultRole(
        RoleEnvironment environment, VaultOptions options, ILedger? ledger, ReleaseProbe probe,
        IReadOnlyDictionary<string, CallRight>? rights = null, Func<Role, Permission, RightsScope>? scopes = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        (_environment, _options, _ledger, _probe) = (environment, options, ledger, probe);
        (_rights, _scopes) = (rights ?? CallRights.Table, scopes ?? RightsTable.ScopeOf);
        _log = environment.Logs.CreateLogger<VaultRole>();
    }

    /// <inheritdoc/>
    public RoleKind Kind => RoleKind.Vault;

    /// <summary>Empty: the vault faces nobody.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses { get; } = new Dictionary<string, IReadOnlyList<string>>();

    internal VaultParts Parts => _parts ?? throw new CallException(CallFailure.Unavailable, "The vault is not open.");

    /// <inheritdoc/>
    public void Map(ICallRegistry calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        calls = new GuardedCalls(calls, _rights, () => Parts.Rights);
        calls.Answer(VaultCalls.Status, (_, _) => ValueTask.FromResult(Parts.Status.Read()));
        calls.Answer(VaultCalls.Seal, (_, request) => Parts.Seals.SealAsync(request));
        calls.Answer(VaultCalls.Unseal, (_, request) => Parts.Seals.UnsealAsync(request));
        calls.Answer(VaultCalls.RotateRootKey, (_, _) => Parts.Rotate.RootAsync());
        calls.Answer(VaultCalls.RotateTenantKey, (_, request) => Parts.Rotate.TenantAsync(request));
        calls.Answer(VaultCalls.Thaw, async (_, request) => new Budgets.ThawReply(await Parts.Budgets.ThawAsync(request.Caller).ConfigureAwait(false)));
        calls.Answer(VaultCalls.SetCanary, (_, request) => Parts.Canaries.SetAsync(request));
        calls.Answer(VaultCalls.EraseTenant, (_, request) => Parts.Erase.TenantAsync(request));
        calls.Answer(VaultCalls.EraseAccount, (_, request) => Parts.Erase.AccountAsync(request));
        MapDirectory(calls);
        MapPeople(calls);
        MapReleases(calls);
        MapArchive(calls);
    }

    /// <summary>Opens the folder, finishes what a crash has left, brings the keys into memory where it may, and publishes.</summary>
    /// <exception cref="VaultFolderException">The folder cannot be used; the message says why and what to do.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var database = VaultDatabase.Open(Path.Combine(_environment.Folder, "vault.db"));
        try
        {
            var source = new RootKeyFile(_options.RootKeyPath ?? Path.Combine(_environment.Folder, "root.key"));
            _parts = new VaultParts(_environment, _options, database, source, _ledger, _probe, _scopes, _log);
            _parts.Seals.Start();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            database.Dispose();
            throw new VaultFolderException($"The vault's folder or root key cannot be used ({exception.Message}). Check their owner, and that the disk is neither full nor read-only.", exception);
        }
        catch
        {
            database.Dispose();
            throw;
        }

        _parts.Publisher.Start();
        _parts.Upkeep.Start();
        await RecordExemptAsync(_parts.Recorder).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken hurry)
    {
        if (_parts is not null) await _parts.StopAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_parts is not null) await _parts.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Who later asks why a message got through finds that, and since when, nobody was to look at it.</summary>
    private async Task RecordExemptAsync(Recorder recorder)
    {
        if (_options.ExemptNetworks.Count == 0) return;
        // As many as the configuration allows are as many as an entry has details.
        var networks = _options.ExemptNetworks.Select((network, i) => ($"not_inspected_{i + 1}", (string?)network)).ToArray();
        await recorder.TryRecordAsync([recorder.Entry(EntryType.ConfigurationChanged) with { Details = Recorder.Details(networks) }]).ConfigureAwait(false);
    }

    private void MapDirectory(ICallRegistry calls)
    {
        calls.Answer(VaultCalls.AddTenant, (_, request) => Parts.AddTenant.HandleAsync(request));
        calls.Answer(VaultCalls.ListTenants, (_, request) => ValueTask.FromResult(Parts.ListDirectory.Tenants(request)));
        calls.Answer(VaultCalls.AddAccount, (context, request) => Parts.AddAccount.HandleAsync(request, context.Aborted));
        calls.Answer(VaultCalls.ImportAccounts, async (_, request) =>
        {
            await Task.Yield(); // calculates for long
            return await Parts.ImportAccounts.HandleAsync(request).ConfigureAwait(false);
        });
        calls.Answer(VaultCalls.ListAccounts, (_, request) => ValueTask.FromResult(Parts.ListDirectory.Accounts(request)));
        calls.Answer(VaultCalls.TagOf, (_, request) => ValueTask.FromResult(Parts.ListDirectory.TagOf(request)));
        calls.Answer(VaultCalls.DkimKey, (_, request) => Parts.Dkim.KeyAsync(request));
    }

    private void MapPeople(ICallRegistry calls)
    {
        calls.Answer(VaultCalls.LogIn, (context, request) => Parts.LogIn.HandleAsync(context.Caller, request, context.Aborted));
        calls.Answer(VaultCalls.ScramStart, (_, request) => Parts.Scram.StartAsync(request));
        calls.Answer(VaultCalls.ScramFinish, (context, request) => Parts.Scram.FinishAsync(context.Caller, request));
        calls.Answer(VaultCalls.CheckTicket, (context, request) => ValueTask.FromResult(Parts.Tickets.Answer(context.Caller, request)));
        calls.Answer(VaultCalls.RenewTicket, (context, request) => Parts.Tickets.RenewAsync(context.Caller, request));
        calls.Answer(VaultCalls.ChangePassword, (context, request) => Parts.ChangePassword.HandleAsync(context.Caller, request, context.Aborted));
        calls.Answer(VaultCalls.Revoke, (context, request) => Parts.Tickets.RevokeAsync(context.Caller, request));
        calls.Answer(VaultCalls.Enrol, (context, request) => Parts.Enrol.HandleAsync(context.Caller, request));
        calls.Answer(VaultCalls.PasskeyOffer, (context, request) => ValueTask.FromResult(Parts.Passkeys.Offer(context.Caller, request)));
        calls.Answer(VaultCalls.PasskeyRegister, (context, request) => Parts.Passkeys.HandleAsync(context.Caller, request));
        calls.Answer(VaultCalls.PasskeyChallenge, (_, request) => ValueTask.FromResult(Parts.PasskeyLogIn.Challenge(request)));
        calls.Answer(VaultCalls.PasskeyLogIn, (context, request) => Parts.PasskeyLogIn.HandleAsync(context.Caller, request));
        calls.Answer(VaultCalls.ListPasskeys, (_, request) => ValueTask.FromResult(Parts.Enrol.Passkeys(request)));
        calls.Answer(VaultCalls.AddCredential, (_, request) => Parts.Credentials.AddAsync(request));
        calls.Answer(VaultCalls.ListCredentials, (_, request) => ValueTask.FromResult(Parts.Credentials.List(request)));
        calls.Answer(VaultCalls.RemoveCredential, (_, request) => Parts.Credentials.RemoveAsync(request));
    }

    private void MapArchive(ICallRegistry calls)
    {
        calls.Answer(VaultCalls.SetArchive, (_, request) => Parts.Archives.SetAsync(request));
        calls.Answer(VaultCalls.ListArchive, (_, request) => ValueTask.FromResult(Parts.Archives.List(request)));
        calls.Answer(VaultCalls.ChangeArchive, (_, request) => Parts.Archives.ChangeAsync(request));
        calls.Answer(VaultCalls.LeaseArchiveIndex, (context, request) => Parts.OpenArchive.IndexKeyAsync(context.Caller, request));
        calls.Answer(VaultCalls.OpenArchive, (context, request) => Parts.OpenArchive.MessageAsync(context.Caller, request));
    }

    private void MapReleases(ICallRegistry calls)
    {
        calls.Answer(VaultCalls.Order, (context, request) => Parts.Orders.HandleAsync(context.Caller, request));
        calls.Answer(VaultCalls.OpenQueue, (context, request) => Parts.Open.QueueAsync(context.Caller, request));
        calls.Answer(VaultCalls.OpenMessage, (context, request) => Parts.Open.MessageAsync(context.Caller, request));
        calls.Answer(VaultCalls.LeaseIndexKey, (context, request) => Parts.Open.IndexKeyAsync(context.Caller, request));
        calls.Answer(VaultCalls.LeaseIndexKeyAsOperator, (context, request) => Parts.Open.OperatorIndexKeyAsync(context.Caller, request));
        calls.Answer(VaultCalls.OpenAsOperator, (context, request) => Parts.Open.AsOperatorAsync(context.Caller, request));
        calls.Answer(VaultCalls.UseCredential, (context, request) => Parts.Credentials.UseAsync(context.Caller, request, context.Aborted));
        calls.Answer(VaultCalls.MintToken, (context, request) => Parts.Mint.HandleAsync(context.Caller, request, context.Aborted));
        calls.Answer(VaultCalls.CheckCredential, (context, request) => Parts.Mint.TryAsync(context.Caller, request.Name, context.Aborted));
        calls.Answer(VaultCalls.RelayLogIn, (context, request) => Parts.Give.RelayAsync(context.Caller, request));
        calls.Answer(VaultCalls.GivePassword, (context, request) => Parts.Give.HandleAsync(context.Caller, request));
        calls.Answer(VaultCalls.SignDkim, (_, request) => Parts.Dkim.SignAsync(request));
    }
}
