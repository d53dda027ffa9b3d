using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Sealing;
using Sekisho.Testing;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Signing;
using Sekisho.Vault.Tests.Credentials;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Recording;

/// <summary>
/// For every way in which something leaves the vault, a crash at every step of the release: nothing has left that is not on record.
/// tests/Flow.Tests kills the whole process at the same steps.
/// </summary>
public sealed class CrashTests : IAsyncLifetime, IDisposable
{
    private const string Message = "0123456789abcdefghjkmnpqrs";

    private static readonly Dictionary<string, (EntryType Type, Func<CrashTests, TestVault, Task<Func<Task>>> Prepare)> Releases = new()
    {
        ["open-queue"] = (EntryType.MessageReleased, (_, vault) => OpenQueueAsync(vault)),
        ["open-message"] = (EntryType.MessageRead, (_, vault) => OpenMessageAsync(vault)),
        ["open-as-operator"] = (EntryType.MessageExported, (_, vault) => OpenAsOperatorAsync(vault)),
        ["open-archive"] = (EntryType.MessageExported, (_, vault) => OpenArchiveAsync(vault)),
        ["lease-archive-index"] = (EntryType.KeyLeased, (_, vault) => LeaseArchiveIndexAsync(vault)),
        ["lease-index-key"] = (EntryType.KeyLeased, (_, vault) => LeaseIndexKeyAsync(vault)),
        ["use-credential"] = (EntryType.CredentialUsed, (_, vault) => UseCredentialAsync(vault)),
        ["mint-token"] = (EntryType.CredentialUsed, (tests, vault) => tests.MintTokenAsync(vault)),
        ["give-password"] = (EntryType.CredentialUsed, (_, vault) => GivePasswordAsync(vault)),
        ["sign-dkim"] = (EntryType.CredentialUsed, (_, vault) => SignDkimAsync(vault)),
        ["log-in"] = (EntryType.SessionOpened, (_, vault) => LogInAsync(vault)),
    };

    private static readonly AddCredentialRequest Password = new()
    {
        Owner = "branch",
        Kind = CredentialKind.Password,
        Service = TestVault.RelayHost,
        User = "ken",
        Secret = "s",
    };

    private readonly TestCertificates _certificates = new();
    private readonly LoopbackTunnel _tunnel = new();
    private readonly TemporaryFolder _folder = new("crash");
    private readonly TokenEndpoint _endpoint;

    private string Authorities => _folder["authorities.pem"];

    public CrashTests() => _endpoint = new TokenEndpoint(_certificates.ForServer("127.0.0.1"));

    public Task InitializeAsync() => File.WriteAllTextAsync(Authorities, _certificates.Root.ExportCertificatePem());

    public async Task DisposeAsync() => await _endpoint.DisposeAsync();

    public void Dispose()
    {
        _tunnel.Dispose();
        _certificates.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var release in Releases.Keys)
                foreach (var step in Enum.GetNames<ReleaseStep>()) all.Add(release, step);
            return all;
        }
    }

    [Fact]
    public void Every_way_out_and_every_step_is_tried() => Assert.Equal(11 * 4, All.Count);

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_crash_at_any_step_leaves_nothing_released_that_is_not_on_record(string release, string at)
    {
        var step = Enum.Parse<ReleaseStep>(at);
        var probe = new CrashAt();
        await using var vault = await TestVault.NewAsync(TestVault.Quick with { TokenAuthoritiesPath = Authorities }, probe);
        var (type, prepare) = Releases[release];
        var act = await prepare(this, vault);
        var before = vault.Ledger.Of(type).Count();
        probe.Seen.Clear();
        probe.Step = step;

        await Assert.ThrowsAsync<InvalidOperationException>(act);

        Assert.Equal(before + (step >= ReleaseStep.Recorded ? 1 : 0), vault.Ledger.Of(type).Count());
        // In this order, and nothing after the crash.
        Assert.Equal(Enum.GetValues<ReleaseStep>().TakeWhile(one => one <= step), probe.Seen);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_ledger_that_goes_away_before_a_step_releases_nothing(string release, string at)
    {
        var step = Enum.Parse<ReleaseStep>(at);
        var probe = new AwayAt();
        await using var vault = await TestVault.NewAsync(TestVault.Quick with { TokenAuthoritiesPath = Authorities }, probe);
        var (type, prepare) = Releases[release];
        var act = await prepare(this, vault);
        var before = vault.Ledger.Of(type).Count();
        (probe.Ledger, probe.Step) = (vault.Ledger, step);

        var refusal = await Record.ExceptionAsync(act);

        // What is recorded already is released; what is not, is not.
        if (step >= ReleaseStep.Recorded) Assert.Null(refusal);
        else Assert.Equal(CallFailure.Overloaded, Assert.IsType<CallException>(refusal).Failure);
        Assert.Equal(before + (step >= ReleaseStep.Recorded ? 1 : 0), vault.Ledger.Of(type).Count());
    }

    private static Task<Func<Task>> OpenQueueAsync(TestVault vault)
    {
        var (item, _) = TestVault.Seal(vault.Store.QueueKey!, SealPurpose.MessageKeys, Message);
        return Task.FromResult<Func<Task>>(async () => await vault.AsAsync(RoleKind.Deliver, VaultCalls.OpenQueue, new OpenQueueRequest("lease", [item])));
    }

    private static async Task<Func<Task>> OpenMessageAsync(TestVault vault)
    {
        var (item, _) = TestVault.Seal((await vault.PublishedAsync(TestVault.Ayumi)).Content, SealPurpose.ContentKey, Message);
        var ticket = await vault.TicketAsync();
        return async () => await vault.AsAsync(RoleKind.Web, VaultCalls.OpenMessage, new OpenMessageRequest(ticket, null, item));
    }

    private static async Task<Func<Task>> OpenAsOperatorAsync(TestVault vault)
    {
        var (item, _) = TestVault.Seal((await vault.PublishedAsync(TestVault.Ayumi)).Content, SealPurpose.ContentKey, Message);
        return async () => await vault.AsOperatorAsync(VaultCalls.OpenAsOperator, new OpenAsOperatorRequest("root", OpenPurpose.Content, null, [item]));
    }

    private static async Task<Func<Task>> OpenArchiveAsync(TestVault vault)
    {
        await vault.AsOperatorAsync(VaultCalls.SetArchive, new SetArchiveRequest("house", 12));
        var (item, _) = TestVault.Seal(vault.Store.Tenants[1].Archive![0].Content, SealPurpose.MessageKeys, Message);
        return async () => await vault.AsOperatorAsync(VaultCalls.OpenArchive, new OpenArchiveRequest(ArchiveReason.Audit, item));
    }

    private static async Task<Func<Task>> LeaseArchiveIndexAsync(TestVault vault)
    {
        var status = await vault.AsOperatorAsync(VaultCalls.SetArchive, new SetArchiveRequest("house", 12));
        return async () => await vault.AsOperatorAsync(VaultCalls.LeaseArchiveIndex, new ArchiveIndexRequest("house", status.Kept[0].Month, ArchiveReason.Audit));
    }

    private static async Task<Func<Task>> LeaseIndexKeyAsync(TestVault vault)
    {
        var ticket = await vault.TicketAsync();
        return async () => await vault.AsAsync(RoleKind.Web, VaultCalls.LeaseIndexKey, new IndexKeyRequest(ticket));
    }

    private static async Task<Func<Task>> UseCredentialAsync(TestVault vault)
    {
        var added = await vault.LinkAsync(Password);
        return async () => await vault.AsAsync(RoleKind.Deliver, VaultCalls.UseCredential, new UseCredentialRequest(added.Id, "imap", new byte[16], 4096, "m", TestVault.RelayHost));
    }

    private static async Task<Func<Task>> GivePasswordAsync(TestVault vault)
    {
        var added = await vault.LinkAsync(Password, password: true);
        return async () => await vault.AsAsync(RoleKind.Deliver, VaultCalls.GivePassword, new GivePasswordRequest(added.Id, "smtp.relay", TestVault.RelayHost));
    }

    /// <summary>The service's answer comes back through deliver's tunnel: the step "Derived" is reached with the token in hand.</summary>
    private async Task<Func<Task>> MintTokenAsync(TestVault vault)
    {
        vault.Store.Others = _tunnel.AnswerAsync;
        var added = await vault.LinkAsync(Password with { Kind = CredentialKind.RefreshToken, Service = _endpoint.Address });
        return async () => Assert.Equal(MintStatus.Minted, (await vault.AsAsync(RoleKind.Deliver, VaultCalls.MintToken, new MintTokenRequest(added.Id, "smtp.relay", TestVault.RelayHost))).Status);
    }

    private static async Task<Func<Task>> SignDkimAsync(TestVault vault)
    {
        await vault.AsOperatorAsync(VaultCalls.DkimKey, new DkimKeyRequest("house.example", "s1", "ed25519"));
        return async () => await vault.AsAsync(RoleKind.Deliver, VaultCalls.SignDkim, new SignDkimRequest("house.example", null, [new DkimHash("s1", new byte[32])], Message));
    }

    private static Task<Func<Task>> LogInAsync(TestVault vault) =>
        Task.FromResult<Func<Task>>(async () => await vault.AsAsync(RoleKind.Web, VaultCalls.LogIn, new LogInRequest(TestVault.Ayumi, TestVault.Password)));

    private sealed class AwayAt : ReleaseProbe
    {
        public FakeLedger? Ledger { get; set; }

        public ReleaseStep? Step { get; set; }

        public override void Reached(ReleaseStep step)
        {
            if (step == Step) Ledger!.Away = true;
        }
    }
}
