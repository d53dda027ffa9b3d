using System.Text.Json.Serialization.Metadata;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Canaries;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Enrolment;
using Sekisho.Vault.Erasure;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Orders;
using Sekisho.Vault.Passkeys;
using Sekisho.Vault.Sealed;
using Sekisho.Vault.Signing;

namespace Sekisho.Vault;

/// <summary>
/// What the vault can be asked. Who may ask what is in the role table. A call that releases something answers after the
/// ledger has it; without the ledger, while the vault is sealed, and to a frozen caller it fails with
/// <see cref="CallFailure.Rejected"/> or <see cref="CallFailure.Overloaded"/> and words that say why.
/// </summary>
public static class VaultCalls
{
    /// <summary>How the vault is.</summary>
    public static Call<Nothing, VaultStatus> Status { get; } = Make("vault.status", VaultJson.Default.Nothing, VaultJson.Default.VaultStatus);

    /// <summary>An order to the store, for what a person wants changed there: on record before it is given.</summary>
    public static Call<OrderRequest, OrderReply> Order { get; } = Make("vault.order", VaultJson.Default.OrderRequest, VaultJson.Default.OrderReply);

    /// <summary>Wipes all keys from memory.</summary>
    public static Call<SealRequest, Nothing> Seal { get; } = Make("vault.seal", VaultJson.Default.SealRequest, VaultJson.Default.Nothing);

    /// <summary>Brings the keys back.</summary>
    public static Call<UnsealRequest, Nothing> Unseal { get; } = Make("vault.unseal", VaultJson.Default.UnsealRequest, VaultJson.Default.Nothing);

    /// <summary>Makes a new root key and wraps everything with it.</summary>
    public static Call<Nothing, Nothing> RotateRootKey { get; } = Make("vault.rotate-root-key", VaultJson.Default.Nothing, VaultJson.Default.Nothing);

    /// <summary>Makes a new key for a tenant and wraps all that is its with it.</summary>
    public static Call<NameRequest, Nothing> RotateTenantKey { get; } = Make("vault.rotate-tenant-key", VaultJson.Default.NameRequest, VaultJson.Default.Nothing, TimeSpan.FromMinutes(5));

    /// <summary>Adds a tenant, or replaces its domains and relay.</summary>
    public static Call<Tenant, Tenant> AddTenant { get; } = Make("vault.add-tenant", VaultJson.Default.Tenant, VaultJson.Default.Tenant);

    /// <summary>A page of the tenants.</summary>
    public static Call<DirectoryRequest, DirectoryPage<Tenant>> ListTenants { get; } = Make("vault.list-tenants", VaultJson.Default.DirectoryRequest, VaultJson.Default.DirectoryPageTenant);

    /// <summary>Adds an account.</summary>
    public static Call<AddAccountRequest, Account> AddAccount { get; } = Make("vault.add-account", VaultJson.Default.AddAccountRequest, VaultJson.Default.Account);

    /// <summary>Adds many accounts.</summary>
    public static Call<ImportAccountsRequest, ImportAccountsReply> ImportAccounts { get; } =
        Make("vault.import-accounts", VaultJson.Default.ImportAccountsRequest, VaultJson.Default.ImportAccountsReply, TimeSpan.FromMinutes(5), 16 * 1024 * 1024);

    /// <summary>A page of the accounts.</summary>
    public static Call<DirectoryRequest, DirectoryPage<Account>> ListAccounts { get; } = Make("vault.list-accounts", VaultJson.Default.DirectoryRequest, VaultJson.Default.DirectoryPageAccount);

    /// <summary>The tag of an address, so that an operator can ask the store for a mailbox by it.</summary>
    public static Call<NameRequest, AddressTag> TagOf { get; } = Make("vault.tag-of", VaultJson.Default.NameRequest, VaultJson.Default.AddressTag);

    /// <summary>Checks a password.</summary>
    public static Call<LogInRequest, LogInReply> LogIn { get; } = Make("vault.log-in", VaultJson.Default.LogInRequest, VaultJson.Default.LogInReply);

    /// <summary>Begins a SCRAM login.</summary>
    public static Call<ScramStartRequest, ScramStartReply> ScramStart { get; } = Make("vault.scram-start", VaultJson.Default.ScramStartRequest, VaultJson.Default.ScramStartReply);

    /// <summary>Ends a SCRAM login.</summary>
    public static Call<ScramFinishRequest, LogInReply> ScramFinish { get; } = Make("vault.scram-finish", VaultJson.Default.ScramFinishRequest, VaultJson.Default.LogInReply);

    /// <summary>Whose ticket it is.</summary>
    public static Call<TicketRequest, TicketReply> CheckTicket { get; } = Make("vault.check-ticket", VaultJson.Default.TicketRequest, VaultJson.Default.TicketReply);

    /// <summary>A ticket in the place of one that will end soon; it names the same session.</summary>
    public static Call<TicketRequest, RenewTicketReply> RenewTicket { get; } = Make("vault.renew-ticket", VaultJson.Default.TicketRequest, VaultJson.Default.RenewTicketReply);

    /// <summary>A person's own new password.</summary>
    public static Call<ChangePasswordRequest, LogInReply> ChangePassword { get; } = Make("vault.change-password", VaultJson.Default.ChangePasswordRequest, VaultJson.Default.LogInReply);

    /// <summary>Ends tickets.</summary>
    public static Call<RevokeRequest, Nothing> Revoke { get; } = Make("vault.revoke", VaultJson.Default.RevokeRequest, VaultJson.Default.Nothing);

    /// <summary>The box keys of messages that are to be sent on.</summary>
    public static Call<OpenQueueRequest, OpenBoxesReply> OpenQueue { get; } = Make("vault.open-queue", VaultJson.Default.OpenQueueRequest, VaultJson.Default.OpenBoxesReply);

    /// <summary>The box key of one message of the ticket's mailbox.</summary>
    public static Call<OpenMessageRequest, OpenBoxesReply> OpenMessage { get; } = Make("vault.open-message", VaultJson.Default.OpenMessageRequest, VaultJson.Default.OpenBoxesReply);

    /// <summary>The index key of the ticket's mailbox.</summary>
    public static Call<IndexKeyRequest, IndexKeyReply> LeaseIndexKey { get; } = Make("vault.lease-index-key", VaultJson.Default.IndexKeyRequest, VaultJson.Default.IndexKeyReply);

    /// <summary>The index key of a mailbox, for an operator.</summary>
    public static Call<OperatorIndexKeyRequest, IndexKeyReply> LeaseIndexKeyAsOperator { get; } =
        Make("vault.lease-index-key-as-operator", VaultJson.Default.OperatorIndexKeyRequest, VaultJson.Default.IndexKeyReply);

    /// <summary>Box keys of what an operator looks at.</summary>
    public static Call<OpenAsOperatorRequest, OpenBoxesReply> OpenAsOperator { get; } = Make("vault.open-as-operator", VaultJson.Default.OpenAsOperatorRequest, VaultJson.Default.OpenBoxesReply);

    /// <summary>One-time codes, recovery codes, app passwords and passkeys.</summary>
    public static Call<EnrolRequest, EnrolReply> Enrol { get; } = Make("vault.enrol", VaultJson.Default.EnrolRequest, VaultJson.Default.EnrolReply);

    /// <summary>What a browser needs to make a passkey.</summary>
    public static Call<PasskeyOfferRequest, PasskeyOffer> PasskeyOffer { get; } = Make("vault.passkey-offer", VaultJson.Default.PasskeyOfferRequest, VaultJson.Default.PasskeyOffer);

    /// <summary>Registers a passkey.</summary>
    public static Call<RegisterPasskeyRequest, RegisterPasskeyReply> PasskeyRegister { get; } =
        Make("vault.passkey-register", VaultJson.Default.RegisterPasskeyRequest, VaultJson.Default.RegisterPasskeyReply, maxRequestBytes: 128 * 1024);

    /// <summary>The challenge of a login with a passkey.</summary>
    public static Call<PasskeyChallengeRequest, PasskeyChallenge> PasskeyChallenge { get; } =
        Make("vault.passkey-challenge", VaultJson.Default.PasskeyChallengeRequest, VaultJson.Default.PasskeyChallenge);

    /// <summary>Logs in with a passkey.</summary>
    public static Call<PasskeyLogInRequest, LogInReply> PasskeyLogIn { get; } =
        Make("vault.passkey-log-in", VaultJson.Default.PasskeyLogInRequest, VaultJson.Default.LogInReply, maxRequestBytes: 64 * 1024);

    /// <summary>The passkeys of an account.</summary>
    public static Call<NameRequest, PasskeyList> ListPasskeys { get; } = Make("vault.list-passkeys", VaultJson.Default.NameRequest, VaultJson.Default.PasskeyList);

    /// <summary>Sets or removes a trap.</summary>
    public static Call<SetCanaryRequest, Nothing> SetCanary { get; } = Make("vault.set-canary", VaultJson.Default.SetCanaryRequest, VaultJson.Default.Nothing);

    /// <summary>Lets frozen callers work again.</summary>
    public static Call<ThawRequest, ThawReply> Thaw { get; } = Make("vault.thaw", VaultJson.Default.ThawRequest, VaultJson.Default.ThawReply);

    /// <summary>Seals a credential of another service; the reply shows everything but the secret.</summary>
    public static Call<AddCredentialRequest, CredentialItem> AddCredential { get; } = Make("vault.add-credential", VaultJson.Default.AddCredentialRequest, VaultJson.Default.CredentialItem);

    /// <summary>A page of what links and tokens exist.</summary>
    public static Call<DirectoryRequest, DirectoryPage<CredentialItem>> ListCredentials { get; } = Make("vault.list-credentials", VaultJson.Default.DirectoryRequest, VaultJson.Default.DirectoryPageCredentialItem);

    /// <summary>Removes a credential.</summary>
    public static Call<NameRequest, Nothing> RemoveCredential { get; } = Make("vault.remove-credential", VaultJson.Default.NameRequest, VaultJson.Default.Nothing);

    /// <summary>Uses a sealed password without giving it out.</summary>
    public static Call<UseCredentialRequest, UseCredentialReply> UseCredential { get; } = Make("vault.use-credential", VaultJson.Default.UseCredentialRequest, VaultJson.Default.UseCredentialReply);

    /// <summary>Makes a short-lived access token of a sealed refresh token.</summary>
    public static Call<MintTokenRequest, MintTokenReply> MintToken { get; } =
        Make("vault.mint-token", VaultJson.Default.MintTokenRequest, VaultJson.Default.MintTokenReply, TimeSpan.FromSeconds(60));

    /// <summary>With what to log in at a relay that names a credential; no secret.</summary>
    public static Call<RelayLogInRequest, RelayLogInReply> RelayLogIn { get; } = Make("vault.relay-log-in", VaultJson.Default.RelayLogInRequest, VaultJson.Default.RelayLogInReply);

    /// <summary>A sealed password itself, for a relay whose route permits it.</summary>
    public static Call<GivePasswordRequest, GivePasswordReply> GivePassword { get; } = Make("vault.give-password", VaultJson.Default.GivePasswordRequest, VaultJson.Default.GivePasswordReply);

    /// <summary>Tries a sealed refresh token: whether the service still takes it. The reply has no token.</summary>
    public static Call<NameRequest, MintTokenReply> CheckCredential { get; } =
        Make("vault.check-credential", VaultJson.Default.NameRequest, VaultJson.Default.MintTokenReply, TimeSpan.FromSeconds(60));

    /// <summary>Signs the hash of a message's header.</summary>
    public static Call<SignDkimRequest, SignDkimReply> SignDkim { get; } = Make("vault.sign-dkim", VaultJson.Default.SignDkimRequest, VaultJson.Default.SignDkimReply);

    /// <summary>Makes or shows DKIM keys.</summary>
    public static Call<DkimKeyRequest, DkimKeyReply> DkimKey { get; } = Make("vault.dkim-key", VaultJson.Default.DkimKeyRequest, VaultJson.Default.DkimKeyReply);

    /// <summary>Ends a contract.</summary>
    public static Call<EraseTenantRequest, EraseReply> EraseTenant { get; } = Make("vault.erase-tenant", VaultJson.Default.EraseTenantRequest, VaultJson.Default.EraseReply, TimeSpan.FromMinutes(5));

    /// <summary>Erases one account.</summary>
    public static Call<EraseAccountRequest, EraseReply> EraseAccount { get; } = Make("vault.erase-account", VaultJson.Default.EraseAccountRequest, VaultJson.Default.EraseReply, TimeSpan.FromMinutes(5));

    /// <summary>Switches the archive of a tenant on or off.</summary>
    public static Call<SetArchiveRequest, ArchiveStatus> SetArchive { get; } = Make("vault.set-archive", VaultJson.Default.SetArchiveRequest, VaultJson.Default.ArchiveStatus);

    /// <summary>What is kept of a tenant's archive, and until when.</summary>
    public static Call<NameRequest, ArchiveStatus> ListArchive { get; } = Make("vault.list-archive", VaultJson.Default.NameRequest, VaultJson.Default.ArchiveStatus);

    /// <summary>Holds, releases or destroys one month of an archive.</summary>
    public static Call<ChangeArchiveRequest, ChangeArchiveReply> ChangeArchive { get; } =
        Make("vault.change-archive", VaultJson.Default.ChangeArchiveRequest, VaultJson.Default.ChangeArchiveReply, TimeSpan.FromMinutes(5));

    /// <summary>The index key of one month of an archive.</summary>
    public static Call<ArchiveIndexRequest, IndexKeyReply> LeaseArchiveIndex { get; } = Make("vault.lease-archive-index", VaultJson.Default.ArchiveIndexRequest, VaultJson.Default.IndexKeyReply);

    /// <summary>The box key of one archived message.</summary>
    public static Call<OpenArchiveRequest, OpenBoxesReply> OpenArchive { get; } = Make("vault.open-archive", VaultJson.Default.OpenArchiveRequest, VaultJson.Default.OpenBoxesReply);

    private static Call<TRequest, TReply> Make<TRequest, TReply>(
        string name, JsonTypeInfo<TRequest> request, JsonTypeInfo<TReply> reply, TimeSpan? timeout = null, int maxRequestBytes = 1024 * 1024) => new()
        {
            Callee = RoleKind.Vault,
            Name = name,
            RequestType = request,
            ReplyType = reply,
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
            MaxRequestBytes = maxRequestBytes,
        };
}
