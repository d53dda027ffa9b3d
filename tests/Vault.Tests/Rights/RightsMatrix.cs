using Sekisho.Roles.Calls;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Senders;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Enrolment;
using Sekisho.Vault.Erasure;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Orders;
using Sekisho.Vault.Signing;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Rights;

/// <summary>Tries, through web, everything that a person can be allowed, as every sort of person: who got through.</summary>
internal static class RightsMatrix
{
    public const string Id = "01kag3vq7t3v0e8w6m4c2y9x5z";
    private const string InBranch = "x@branch.example";

    /// <summary>Who may do what, written out: not made of the tables that it is held against.</summary>
    public static IReadOnlyDictionary<string, string> Expected { get; } = new Dictionary<string, string>
    {
        ["add an account"] = "admin operator",
        ["set a password"] = "admin operator",
        ["give a right"] = "admin operator",
        ["make an operator"] = "operator",
        ["change an operator's account"] = "operator",
        ["reset an operator's codes"] = "operator",
        ["add an account elsewhere"] = "operator other-admin",
        ["reset codes"] = "admin operator",
        ["erase an account"] = "admin operator",
        ["list accounts"] = "admin auditor operator",
        ["list accounts elsewhere"] = "operator other-admin",
        ["list all accounts"] = "operator",
        ["list passkeys of another"] = "admin auditor operator",
        ["list one's own passkeys"] = "admin auditor operator user",
        ["link a credential of one's own"] = "admin operator user",
        ["link a credential of the tenant"] = "admin operator",
        ["unlink a credential of another"] = "admin operator",
        ["see DKIM keys"] = "admin operator",
        ["end the logins of another"] = "admin operator",
        ["order about the quarantine"] = "admin auditor operator other-admin user weak-admin",
        ["order about the queue"] = "operator",
        ["order about senders of a domain"] = "admin operator",
        ["order about senders of another's mailbox"] = "admin operator",
        ["order about senders elsewhere"] = "operator other-admin",
        ["switch an archive on"] = "admin operator",
        ["switch an archive on elsewhere"] = "operator other-admin",
        ["shorten an archive"] = "operator",
        ["list an archive"] = "admin auditor operator",
        ["lease an archive's index"] = "auditor operator",
        ["lease an archive's index elsewhere"] = "operator",
        ["list an archive elsewhere"] = "operator other-admin",
        ["end an archive"] = "admin operator",
        ["release a month"] = "admin operator",
        ["hold a month elsewhere"] = "operator other-admin",
        ["destroy a month elsewhere"] = "operator",
        ["open an archived message"] = "auditor operator",
        ["hold a month"] = "admin operator",
        ["destroy a month"] = "operator",
    };

    public static async Task<Dictionary<string, string>> TryAllAsync(TestVault vault, IReadOnlyDictionary<string, string?> people)
    {
        var credential = await vault.AsOperatorAsync(VaultCalls.AddCredential, CredentialOf(TestVault.Ken));
        var found = new Dictionary<string, string>();
        foreach (var (what, act) in Actions(credential.Id))
        {
            var allowed = new List<string>();
            foreach (var (name, ticket) in people.OrderBy(person => person.Key, StringComparer.Ordinal))
                if (await PassesAsync(() => act(vault, ticket))) allowed.Add(name);
            found[what] = string.Join(' ', allowed);
        }

        return found;
    }

    private static (string What, Func<TestVault, string?, Task> Act)[] Actions(string credential) =>
    [
        ("add an account", (vault, who) => AskAsync(vault, who, VaultCalls.AddAccount, new AddAccountRequest("new@house.example", null))),
        ("set a password", (vault, who) => AskAsync(vault, who, VaultCalls.AddAccount, new AddAccountRequest(TestVault.Ken, TestVault.Password))),
        ("give a right", (vault, who) => AskAsync(vault, who, VaultCalls.AddAccount, new AddAccountRequest(TestVault.Ken, null, AccountRight.User))),
        ("make an operator", (vault, who) => AskAsync(vault, who, VaultCalls.AddAccount, new AddAccountRequest("next@house.example", null, AccountRight.Operator))),
        ("change an operator's account", (vault, who) => AskAsync(vault, who, VaultCalls.AddAccount, new AddAccountRequest(People.Operator, null, Groups: ["a"]))),
        ("reset an operator's codes", (vault, who) => AskAsync(vault, who, VaultCalls.Enrol, new EnrolRequest(EnrolKind.RecoveryCodes, People.Operator))),
        ("add an account elsewhere", (vault, who) => AskAsync(vault, who, VaultCalls.AddAccount, new AddAccountRequest(InBranch, null))),
        ("reset codes", (vault, who) => AskAsync(vault, who, VaultCalls.Enrol, new EnrolRequest(EnrolKind.RecoveryCodes, TestVault.Ken))),
        ("erase an account", (vault, who) => AskAsync(vault, who, VaultCalls.EraseAccount, new EraseAccountRequest("nobody@house.example"))),
        ("list accounts", (vault, who) => AskAsync(vault, who, VaultCalls.ListAccounts, new DirectoryRequest(Tenant: "house"))),
        ("list accounts elsewhere", (vault, who) => AskAsync(vault, who, VaultCalls.ListAccounts, new DirectoryRequest(Tenant: "branch"))),
        ("list all accounts", (vault, who) => AskAsync(vault, who, VaultCalls.ListAccounts, new DirectoryRequest())),
        ("list passkeys of another", (vault, who) => AskAsync(vault, who, VaultCalls.ListPasskeys, new NameRequest(TestVault.Ken))),
        ("list one's own passkeys", (vault, who) => AskAsync(vault, who, VaultCalls.ListPasskeys, new NameRequest(TestVault.Ayumi))),
        ("link a credential of one's own", (vault, who) => AskAsync(vault, who, VaultCalls.AddCredential, CredentialOf(TestVault.Ayumi))),
        ("link a credential of the tenant", (vault, who) => AskAsync(vault, who, VaultCalls.AddCredential, CredentialOf("house"))),
        ("unlink a credential of another", (vault, who) => AskAsync(vault, who, VaultCalls.RemoveCredential, new NameRequest(credential))),
        ("see DKIM keys", (vault, who) => AskAsync(vault, who, VaultCalls.DkimKey, new DkimKeyRequest("house.example", null))),
        ("end the logins of another", (vault, who) => AskAsync(vault, who, VaultCalls.Revoke, new RevokeRequest(null, TestVault.Ken))),
        ("order about the quarantine", (vault, who) => OrderAsync(vault, who, new OrderRequest { Quarantine = new QuarantineChangeRequest(QuarantineAction.Release, Id) })),
        ("order about the queue", (vault, who) => OrderAsync(vault, who, new OrderRequest { Queue = new ChangeRequest(QueueAction.Hold, Id) })),
        ("order about senders of a domain", (vault, who) => OrderAsync(vault, who, Block("house.example"))),
        ("order about senders of another's mailbox", (vault, who) => OrderAsync(vault, who, Block(TestVault.Ken))),
        ("order about senders elsewhere", (vault, who) => OrderAsync(vault, who, Block("branch.example"))),
        ("switch an archive on", (vault, who) => AskAsync(vault, who, VaultCalls.SetArchive, new SetArchiveRequest("house", 12))),
        ("switch an archive on elsewhere", (vault, who) => AskAsync(vault, who, VaultCalls.SetArchive, new SetArchiveRequest("branch", 12))),
        ("shorten an archive", (vault, who) => AskAsync(vault, who, VaultCalls.SetArchive, new SetArchiveRequest("house", 12, Shorten: true))),
        ("list an archive", (vault, who) => AskAsync(vault, who, VaultCalls.ListArchive, new NameRequest("house"))),
        ("lease an archive's index", (vault, who) => AskAsync(vault, who, VaultCalls.LeaseArchiveIndex, new ArchiveIndexRequest("house", 202601, ArchiveReason.Audit))),
        ("lease an archive's index elsewhere", (vault, who) => AskAsync(vault, who, VaultCalls.LeaseArchiveIndex, new ArchiveIndexRequest("branch", 202601, ArchiveReason.Audit))),
        ("open an archived message", (vault, who) => AskAsync(vault, who, VaultCalls.OpenArchive, new OpenArchiveRequest(ArchiveReason.Audit, new BoxItem(Id, [], [])))),
        ("list an archive elsewhere", (vault, who) => AskAsync(vault, who, VaultCalls.ListArchive, new NameRequest("branch"))),
        ("end an archive", (vault, who) => AskAsync(vault, who, VaultCalls.SetArchive, new SetArchiveRequest("house", null))),
        ("release a month", (vault, who) => AskAsync(vault, who, VaultCalls.ChangeArchive, new ChangeArchiveRequest("house", 202601, ArchiveAction.Release, ArchiveReason.Legal))),
        ("hold a month elsewhere", (vault, who) => AskAsync(vault, who, VaultCalls.ChangeArchive, new ChangeArchiveRequest("branch", 202601, ArchiveAction.Hold, ArchiveReason.Legal))),
        ("destroy a month elsewhere", (vault, who) => AskAsync(vault, who, VaultCalls.ChangeArchive, new ChangeArchiveRequest("branch", 202601, ArchiveAction.Expire, ArchiveReason.Unneeded))),
        ("hold a month", (vault, who) => AskAsync(vault, who, VaultCalls.ChangeArchive, new ChangeArchiveRequest("house", 202601, ArchiveAction.Hold, ArchiveReason.Legal))),
        ("destroy a month", (vault, who) => AskAsync(vault, who, VaultCalls.ChangeArchive, new ChangeArchiveRequest("house", 202601, ArchiveAction.Expire, ArchiveReason.Unneeded))),
    ];

    private static OrderRequest Block(string list) => new() { Senders = new SenderChangeRequest(SenderAction.Block, list, "a@bulk.example") };

    private static AddCredentialRequest CredentialOf(string owner) =>
        new() { Owner = owner, Kind = CredentialKind.Password, Service = "mail.elsewhere.example", User = "someone", Secret = "a secret of elsewhere" };

    private static Task OrderAsync(TestVault vault, string? ticket, OrderRequest request) => AskAsync(vault, ticket, VaultCalls.Order, request);

    private static async Task AskAsync<TRequest, TReply>(TestVault vault, string? ticket, Call<TRequest, TReply> call, TRequest request) =>
        await vault.ForAsync(ticket, call, request);

    /// <summary>Whether the right was there; what came of it does not matter.</summary>
    private static async Task<bool> PassesAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (CallException refused) when (refused.Failure == CallFailure.Rejected)
        {
            return !refused.Message.Contains("is not theirs to do", StringComparison.Ordinal) && !refused.Message.Contains(" needs a ", StringComparison.Ordinal);
        }
    }
}
