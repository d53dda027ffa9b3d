using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Sekisho.Identity.BreachedPasswords;
using Sekisho.Identity.Passkeys;
using Sekisho.Identity.Passwords;
using Sekisho.Identity.Rights;
using Sekisho.Kernel.Cryptography;
using Sekisho.Ledger.Client;
using Sekisho.Roles.Hosting;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Canaries;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Enrolment;
using Sekisho.Vault.Erasure;
using Sekisho.Vault.Keys;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Orders;
using Sekisho.Vault.Passkeys;
using Sekisho.Vault.Publishing;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Rights;
using Sekisho.Vault.Sealed;
using Sekisho.Vault.Signing;
using Sekisho.Vault.Tickets;

namespace Sekisho.Vault;

/// <summary>Everything that an open vault consists of, put together once.</summary>
internal sealed class VaultParts : IAsyncDisposable
{
    private readonly LedgerClient? _ownLedger;
    private readonly KeyCabinet _cabinet = new();
    private bool _stopped;
    private bool _disposed;

    public VaultParts(RoleEnvironment environment, VaultOptions options, VaultDatabase database, IRootKeySource source, ILedger? ledger, ReleaseProbe probe,
        Func<Role, Permission, RightsScope> scopes, ILogger log)
    {
        var clock = environment.Clock;
        if (ledger is null) ledger = _ownLedger = new LedgerClient(environment.Calls, environment.RunId, clock);
        Database = database;
        Recorder = new Recorder(ledger, clock, log);
        Budgets = new BudgetKeeper(options.Budgets, database, _cabinet, Recorder, clock, log);
        Publisher = new Publisher(database, _cabinet, environment.Calls, Recorder, clock, log);
        var subjects = new LogInSubjects(database, _cabinet);
        Tickets = new TicketDesk(options, database, _cabinet, Budgets, Recorder, subjects, probe, clock);
        Rotate = new RotateKeys(database, _cabinet, source, Recorder);
        Canaries = new CanaryWatch(database, _cabinet, Recorder, log);
        var hashing = new HashingGate(options.PasswordsAtOnce > 0 ? new HashingGateOptions { AtOnce = options.PasswordsAtOnce } : new HashingGateOptions(), clock);
        var policy = new PasswordPolicy(new PasswordPolicyOptions { LeastCharacters = options.LeastPasswordCharacters }, BreachedOf(options));
        var passwords = new PasswordDesk(options, _cabinet, hashing, policy);
        var gate = LoginGate = new LoginGate(database, _cabinet, clock, log);
        var targets = new FindTargets(database, _cabinet, () => Credentials!);
        Rights = new RightsGate(Tickets, targets, _cabinet, new RecordDenials(Recorder, clock, log), Recorder, scopes);
        AddTenant = new AddTenant(database, _cabinet, Recorder, Publisher, () => Credentials!, clock);
        AddAccount = new AddAccount(database, _cabinet, Recorder, Publisher, passwords, Tickets, clock);
        ImportAccounts = new ImportAccounts(database, _cabinet, Recorder, Publisher, clock);
        ListDirectory = new ListDirectory(database, _cabinet);
        LogIn = new CheckLogIn(subjects, passwords, _cabinet, gate, Tickets, Rights, Recorder, Canaries, clock, log);
        ChangePassword = new ChangePassword(Tickets, subjects, passwords, gate, Recorder, clock);
        Scram = new ScramDesk(options, subjects, _cabinet, gate, Rights, Recorder, Canaries, clock);
        var boxes = new OpenBoxes(database, _cabinet, Budgets, Recorder, Canaries, probe);
        Open = new OpenFor(options, database, _cabinet, boxes, Tickets, Budgets, Recorder, Canaries, probe, clock);
        var relays = new RelayUse(database, _cabinet);
        Credentials = new CredentialDesk(options, database, _cabinet, hashing, Budgets, Recorder, Canaries, subjects, new OwnTokens(options, database, _cabinet, clock), relays, probe, clock);
        Give = new GivePassword(Credentials, relays, Budgets, Recorder, Canaries, probe);
        Mint = new MintToken(Credentials, relays, new OAuthExchange(environment.Calls, AuthoritiesOf(options), clock, log), Budgets, Recorder, Canaries, probe, clock);
        Enrol = new EnrolDesk(database, subjects, _cabinet, Tickets, Recorder, clock);
        LibcryptoEd25519.TryLoad(out var ed25519, out _);
        var passkeys = PasskeysOf(options, ed25519, clock);
        Passkeys = new RegisterPasskey(passkeys, options, database, _cabinet, Tickets, subjects, Recorder, clock, log);
        PasskeyLogIn = new LogInWithPasskey(passkeys, options, database, _cabinet, gate, Tickets, subjects, Recorder, Canaries, clock, log);
        Dkim = new DkimDesk(database, _cabinet, Budgets, Recorder, probe, ed25519);
        Erase = new Erase(options, environment.Folder, database, _cabinet, Rotate, Tickets, Publisher, Recorder, environment.Calls, clock, log);
        var expire = new ExpireArchives(database, Erase, environment.Calls, Recorder, clock, log);
        Archives = new ArchiveDesk(database, _cabinet, Recorder, Publisher, expire, probe, clock);
        OpenArchive = new OpenArchive(options, database, _cabinet, boxes, Budgets, Recorder, probe, clock);
        Orders = new OrderDesk(database, _cabinet, Publisher, Recorder, probe, clock);
        Seals = new SealDesk(options, database, _cabinet, source, Recorder, Budgets, Tickets, gate, Publisher, log);
        Status = new ReadStatus(database, _cabinet, Budgets, Publisher);
        Upkeep = new Upkeep(database, _cabinet, Budgets, Tickets, gate, Erase, expire, clock, log);
    }

    public VaultDatabase Database { get; }

    public Recorder Recorder { get; }

    public BudgetKeeper Budgets { get; }

    public Publisher Publisher { get; }

    public TicketDesk Tickets { get; }

    public RotateKeys Rotate { get; }

    public CanaryWatch Canaries { get; }

    public AddTenant AddTenant { get; }

    public AddAccount AddAccount { get; }

    public ImportAccounts ImportAccounts { get; }

    public ListDirectory ListDirectory { get; }

    public CheckLogIn LogIn { get; }

    public ChangePassword ChangePassword { get; }

    public ScramDesk Scram { get; }

    public OpenFor Open { get; }

    public CredentialDesk Credentials { get; }

    public ArchiveDesk Archives { get; }

    public OpenArchive OpenArchive { get; }

    public OrderDesk Orders { get; }

    public RightsGate Rights { get; }

    public LoginGate LoginGate { get; }

    public MintToken Mint { get; }

    public GivePassword Give { get; }

    public EnrolDesk Enrol { get; }

    public RegisterPasskey Passkeys { get; }

    public LogInWithPasskey PasskeyLogIn { get; }

    public DkimDesk Dkim { get; }

    public Erase Erase { get; }

    public SealDesk Seals { get; }

    public ReadStatus Status { get; }

    public Upkeep Upkeep { get; }

    /// <summary>The keys, for tests of their wiping.</summary>
    public KeyCabinet Cabinet => _cabinet;

    public async Task StopAsync()
    {
        if (_stopped) return;
        _stopped = true;
        await Upkeep.DisposeAsync().ConfigureAwait(false);
        await Publisher.DisposeAsync().ConfigureAwait(false);
        if (!_cabinet.IsSealed) Budgets.Save();
        LoginGate.Save();
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await StopAsync().ConfigureAwait(false);
        if (_ownLedger is not null) await _ownLedger.DisposeAsync().ConfigureAwait(false);
        Erase.Dispose();
        _cabinet.Dispose();
        Database.Dispose();
    }

    private static PasskeyOffice? PasskeysOf(VaultOptions options, IEd25519? ed25519, TimeProvider clock) =>
        options.PasskeyDomain is { } domain
            ? new PasskeyOffice(new PasskeyOptions { RpId = domain, Origins = options.PasskeyPages.Count > 0 ? options.PasskeyPages : ["https://" + domain] }, ed25519, clock)
            : null;

    private static X509Certificate2Collection? AuthoritiesOf(VaultOptions options)
    {
        if (options.TokenAuthoritiesPath is not { } path) return null;
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(path);
        }
        catch (Exception problem) when (problem is CryptographicException or IOException)
        {
            throw new VaultFolderException($"The certificates of 'vault.tokenAuthorities' ({path}) cannot be read: {problem.Message}", problem);
        }

        return authorities.Count > 0 ? authorities : throw new VaultFolderException($"There are no certificates in {path} ('vault.tokenAuthorities').");
    }

    private static BreachedPasswordFile? BreachedOf(VaultOptions options) =>
        options.BreachedPasswordsPath is { } path
            ? BreachedPasswordFile.Open(FileRanges.Open(path)) ?? throw new VaultFolderException($"The list of leaked passwords {path} is none, or damaged. Build it anew, or take 'vault.breachedPasswords' out of the configuration.")
            : null;
}
