using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Identity.OneTimeCodes;
using Sekisho.Identity.Rights;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;
using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Keys;
using Sekisho.Store.Published;
using Sekisho.Store.Queue;
using Sekisho.Testing;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Enrolment;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Rights;

namespace Sekisho.Vault.Tests.Support;

/// <summary>A vault on a folder of its own, with a ledger and a store in memory.</summary>
internal sealed class TestVault : IAsyncDisposable
{
    public const string Ayumi = "ayumi@house.example";
    public const string Ken = "ken@house.example";
    public const string Password = "nine lives of quiet cats";

    private readonly bool _ownsFolder;

    private TestVault(string folder, bool ownsFolder, ManualTimeProvider clock, FakeLedger ledger, FakeStore store, VaultRole role, InMemoryCalls calls)
    {
        (Folder, _ownsFolder, Clock, Ledger, Store, Role, Calls) = (folder, ownsFolder, clock, ledger, store, role, calls);
    }

    public static VaultOptions Quick { get; } = new() { PasswordIterations = 10, ScramIterations = 4096, PasswordsAtOnce = 2 };

    public string Folder { get; }

    public ManualTimeProvider Clock { get; }

    public FakeLedger Ledger { get; }

    public FakeStore Store { get; }

    public VaultRole Role { get; }

    public InMemoryCalls Calls { get; }

    public string RootKey => Path.Combine(Folder, "root.key");

    public string Database => Path.Combine(Folder, "vault.db");

    public static string NewFolder() => System.IO.Directory.CreateTempSubdirectory("sekisho-vault-").FullName;

    /// <summary>A new vault with the tenants "house" (two accounts) and "branch" (a server of its own).</summary>
    public static async Task<TestVault> NewAsync(VaultOptions? options = null, ReleaseProbe? probe = null, IReadOnlyDictionary<string, CallRight>? rights = null, Func<Role, Permission, RightsScope>? scopes = null)
    {
        var vault = await OpenAsync(NewFolder(), new ManualTimeProvider(), new FakeLedger(), new FakeStore(), options, probe, ownsFolder: true, rights, scopes);
        await vault.AsOperatorAsync(VaultCalls.AddTenant, new Tenant { Name = "house", Domains = ["house.example"] });
        await vault.AsOperatorAsync(VaultCalls.AddTenant, new Tenant { Name = "branch", Domains = ["branch.example"] });
        await vault.AsOperatorAsync(VaultCalls.AddAccount, new AddAccountRequest(Ayumi, Password));
        await vault.AsOperatorAsync(VaultCalls.AddAccount, new AddAccountRequest(Ken, Password));
        return vault;
    }

    public static async Task<TestVault> OpenAsync(
        string folder, ManualTimeProvider clock, FakeLedger ledger, FakeStore store, VaultOptions? options = null, ReleaseProbe? probe = null, bool ownsFolder = false,
        IReadOnlyDictionary<string, CallRight>? rights = null, Func<Role, Permission, RightsScope>? scopes = null)
    {
        var calls = new InMemoryCalls();
        var environment = new RoleEnvironment
        {
            InstanceName = "vault",
            RunId = "run",
            Folder = folder,
            Calls = store,
            Clock = clock,
            Logs = NullLoggerFactory.Instance,
        };
        var role = new VaultRole(environment, options ?? Quick, ledger, probe ?? new ReleaseProbe(), rights, scopes);
        role.Map(calls);
        try
        {
            await role.StartAsync(default);
        }
        catch
        {
            await role.DisposeAsync();
            throw;
        }

        return new TestVault(folder, ownsFolder, clock, ledger, store, role, calls);
    }

    /// <summary>Ends this vault and opens its folder again.</summary>
    public async Task<TestVault> RestartAsync(VaultOptions? options = null, string? folder = null)
    {
        await Role.DisposeAsync();
        return await OpenAsync(folder ?? Folder, Clock, Ledger, Store, options, ownsFolder: _ownsFolder);
    }

    public ValueTask<TReply> AsOperatorAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request) => Calls.SendAsync(RoleKind.Operator, call, request);

    public ValueTask<TReply> AsAsync<TRequest, TReply>(RoleKind caller, Call<TRequest, TReply> call, TRequest request) => Calls.SendAsync(caller, call, request);

    /// <summary>Asks through web on behalf of the person of a ticket, as if web might make the call: the person's right is all that stands in the way.</summary>
    public ValueTask<TReply> ForAsync<TRequest, TReply>(string? ticket, Call<TRequest, TReply> call, TRequest request, string? device = null) =>
        Calls.SendAsync(RoleKind.Web, ticket is null ? call : call with { Behalf = new CallBehalf { Ticket = ticket, Device = device } }, request, passesTable: true);

    /// <summary>A ticket of somebody who has logged in with a code, as people with rights have to.</summary>
    public Task<string> StrongTicketAsync(string address) => StrongTicketAsync(RoleKind.Web, address);

    /// <summary>The same at a door of one's choice.</summary>
    public async Task<string> StrongTicketAsync(RoleKind door, string address)
    {
        var made = await AsOperatorAsync(VaultCalls.Enrol, new EnrolRequest(EnrolKind.Codes, address));
        var text = made.Secrets[0].Split("secret=")[1].Split('&')[0];
        var secret = Base32.Decode(text)!;
        await AsOperatorAsync(VaultCalls.Enrol, new EnrolRequest(EnrolKind.ConfirmCodes, address, Code: CodeOf(secret)));
        Clock.Advance(TimeSpan.FromMinutes(1));
        var reply = await AsAsync(door, VaultCalls.LogIn, new LogInRequest(address, Password, "192.0.2.9", CodeOf(secret)));
        Assert.Equal(LogInResult.Granted, reply.Result);
        return reply.Ticket!;
    }

    /// <summary>The relay of the tenant "branch", where its credential is used.</summary>
    public const string RelayHost = "relay.elsewhere.example";

    /// <summary>Seals a credential of the tenant "branch" and has its relay name it.</summary>
    public async Task<CredentialItem> LinkAsync(AddCredentialRequest request, bool password = false)
    {
        var added = await AsOperatorAsync(VaultCalls.AddCredential, request with { Owner = "branch" });
        await RelayAsync(added.Id, password);
        return added;
    }

    /// <summary>Has the relay of "branch" name a credential.</summary>
    public ValueTask<Tenant> RelayAsync(string? credential, bool password = false, string host = RelayHost, TlsPolicy tls = TlsPolicy.Verified, string name = "branch") =>
        AsOperatorAsync(VaultCalls.AddTenant, new Tenant { Name = name, Domains = [$"{name}.example"], Relay = new Route(RouteKind.Relay, $"{host}:587", tls, Credential: credential), RelayPassword = password });

    private string CodeOf(byte[] secret) => Totp.CodeOf(secret, Totp.StepAt(Clock.GetUtcNow(), new TotpParameters()), new TotpParameters());

    public async Task<string> TicketAsync(string address = Ayumi, string? device = null)
    {
        var reply = await AsAsync(RoleKind.Web, VaultCalls.LogIn, new LogInRequest(address, Password, "192.0.2.9", Device: device));
        Assert.Equal(LogInResult.Granted, reply.Result);
        return reply.Ticket!;
    }

    /// <summary>What the store was given for an address.</summary>
    public async Task<PublishedAddress> PublishedAsync(string address)
    {
        var tag = await AsOperatorAsync(VaultCalls.TagOf, new NameRequest(address));
        return Store.Addresses[Convert.ToHexString(tag.Tag)];
    }

    /// <summary>Seals a secret as the store does.</summary>
    public static (BoxItem Item, SealedBox Box) Seal(PublishedKey key, SealPurpose purpose, string message, string secret = "a content key of thirty-two byte")
    {
        Assert.True(KeyId.TryParse(key.Id, out var id));
        Assert.True(SealingPublicKey.TryRead(id, key.Point, out var recipient));
        var sealer = new Sealer(TimeProvider.System);
        var context = Encoding.ASCII.GetBytes(message);
        var bytes = sealer.Seal(recipient, purpose, context, Encoding.ASCII.GetBytes(secret));
        Assert.True(SealedBox.TryParse(bytes, out var box));
        return (new BoxItem(message, box.Header.Bytes.ToArray(), context), box);
    }

    /// <summary>Opens a box with the key of an answer.</summary>
    public static string? Open(SealedBox box, byte[]? key)
    {
        if (key is null) return null;
        using var boxKey = BoxKey.TryRead(key);
        using var secret = box.Open(boxKey!);
        return secret is null ? null : Encoding.ASCII.GetString(secret.Span);
    }

    /// <summary>What a crash or a thief would have: a copy of the folder.</summary>
    public string Copy()
    {
        var copy = NewFolder();
        foreach (var source in System.IO.Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Folder, source);
            if (name == "vault.db-shm") continue;
            var target = Path.Combine(copy, name);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var from = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var to = new FileStream(target, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            from.CopyTo(to);
        }

        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        // As the host does.
        await Role.StopAsync(default);
        await Role.DisposeAsync();
        Assert.Empty(Ledger.Problems);
        if (_ownsFolder) System.IO.Directory.Delete(Folder, recursive: true);
    }
}
