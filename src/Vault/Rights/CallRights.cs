using System.Collections.Frozen;
using Sekisho.Identity.Rights;
using Sekisho.Ledger.Entries;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Enrolment;
using Sekisho.Vault.Erasure;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Orders;
using Sekisho.Vault.Passkeys;
using Sekisho.Vault.Signing;

namespace Sekisho.Vault.Rights;

/// <summary>
/// The table of the vault's calls: which right of which person each one needs beside the role's. A call without a line
/// cannot be answered; the documentation is made of it.
/// </summary>
internal static class CallRights
{
    private static readonly CallRight[] OfNobody =
    [
        Nobody(VaultCalls.LogIn.Name), Nobody(VaultCalls.ScramStart.Name), Nobody(VaultCalls.ScramFinish.Name),
        Nobody(VaultCalls.PasskeyChallenge.Name), Nobody(VaultCalls.PasskeyLogIn.Name),
        Nobody(VaultCalls.OpenQueue.Name), Nobody(VaultCalls.SignDkim.Name), Nobody(VaultCalls.UseCredential.Name), Nobody(VaultCalls.MintToken.Name), Nobody(VaultCalls.RelayLogIn.Name), Nobody(VaultCalls.GivePassword.Name),
        // Whether a ticket is good, and a fresh one in its place, say nothing about what it is good for.
        Nobody(VaultCalls.CheckTicket.Name), Nobody(VaultCalls.RenewTicket.Name),
    ];

    private static readonly CallRight[] OfHolders =
    [
        Holder<OpenMessageRequest>(VaultCalls.OpenMessage.Name, Permission.ReadMail, request => (request.Ticket, request.Device)),
        Holder<IndexKeyRequest>(VaultCalls.LeaseIndexKey.Name, Permission.ReadMail, request => (request.Ticket, request.Device)),
        Holder<ChangePasswordRequest>(VaultCalls.ChangePassword.Name, Permission.ChangeCredentials, request => (request.Ticket, request.Device)),
        Holder<PasskeyOfferRequest>(VaultCalls.PasskeyOffer.Name, Permission.ChangeCredentials, request => (request.Ticket, request.Device)),
        Holder<RegisterPasskeyRequest>(VaultCalls.PasskeyRegister.Name, Permission.ChangeCredentials, request => (request.Ticket, request.Device)),
    ];

    private static readonly CallRight[] OfSystem =
    [
        System(VaultCalls.Status.Name, Permission.ChangeConfiguration),
        System(VaultCalls.Seal.Name, Permission.SealVault),
        System(VaultCalls.Unseal.Name, Permission.UnsealVault),
        System(VaultCalls.RotateRootKey.Name, Permission.RotateKeys),
        System(VaultCalls.Thaw.Name, Permission.ThawBudgets),
        System(VaultCalls.SetCanary.Name, Permission.ChangeConfiguration),
        System(VaultCalls.AddTenant.Name, Permission.ChangeTenants),
        System(VaultCalls.ListTenants.Name, Permission.ChangeTenants) with { Records = EntryType.DirectoryRead },
        System(VaultCalls.ListCredentials.Name, Permission.LinkCredentials) with { Records = EntryType.DirectoryRead },
        System(VaultCalls.LeaseIndexKeyAsOperator.Name, Permission.OpenAsOperator),
    ];

    private static readonly CallRight[] OfTenants =
    [
        Person<NameRequest>(VaultCalls.RotateTenantKey.Name, Permission.RotateKeys, request => new RightsSubject { Tenant = request.Name }),
        Person<EraseTenantRequest>(VaultCalls.EraseTenant.Name, Permission.EraseTenant, request => new RightsSubject { Tenant = request.Name }),
        Person<DkimKeyRequest>(VaultCalls.DkimKey.Name, Permission.ChangePolicy, request => new RightsSubject { Domain = request.Domain }),
        Person<DirectoryRequest>(VaultCalls.ListAccounts.Name, Permission.ListAccounts, request => new RightsSubject { Tenant = request.Tenant }) with { Records = EntryType.DirectoryRead },
        Person<NameRequest>(VaultCalls.TagOf.Name, Permission.ListAccounts, request => RightsSubject.Address(request.Name)),
        Person<EraseAccountRequest>(VaultCalls.EraseAccount.Name, Permission.ChangeAccounts, request => RightsSubject.Address(request.Address)),
        Person<EnrolRequest>(VaultCalls.Enrol.Name, Permission.ResetCredentials, request => RightsSubject.Address(request.Address)),
        Person<NameRequest>(VaultCalls.ListPasskeys.Name, Permission.ListSessions, request => RightsSubject.Address(request.Name)) with { Records = EntryType.DirectoryRead },
        Person<AddCredentialRequest>(VaultCalls.AddCredential.Name, Permission.LinkCredentials, request => RightsSubject.Owner(request.Owner)),
        Person<NameRequest>(VaultCalls.RemoveCredential.Name, Permission.LinkCredentials, request => new RightsSubject { Credential = request.Name }),
        Person<NameRequest>(VaultCalls.CheckCredential.Name, Permission.LinkCredentials, request => new RightsSubject { Credential = request.Name }),
        AddAccountLine, ImportLine, RevokeLine, OrderLine, OpenLine,
    ];

    private static readonly CallRight[] OfArchives =
    [
        SetArchiveLine, ChangeArchiveLine,
        Person<NameRequest>(VaultCalls.ListArchive.Name, Permission.ListArchive, request => new RightsSubject { Tenant = request.Name }),
        Person<ArchiveIndexRequest>(VaultCalls.LeaseArchiveIndex.Name, Permission.ListArchivedMail, request => new RightsSubject { Tenant = request.Tenant }),
        // Whose message it is says the box, which the handler holds against how far the right reaches.
        Person<OpenArchiveRequest>(VaultCalls.OpenArchive.Name, Permission.ReadArchive, _ => RightsSubject.Reach),
    ];

    /// <summary>The lines by the call's name.</summary>
    public static FrozenDictionary<string, CallRight> Table { get; } =
        OfNobody.Concat(OfHolders).Concat(OfSystem).Concat(OfTenants).Concat(OfArchives).ToFrozenDictionary(line => line.Call, StringComparer.Ordinal);

    private static CallRight AddAccountLine => new()
    {
        Call = VaultCalls.AddAccount.Name,
        Who = WhoActs.Person,
        Permissions = [Permission.ChangeAccounts, Permission.ResetCredentials, Permission.ChangeTenantRoles],
        Needs = request => (AddAccountRequest)request switch
        {
            { Password: null, Right: null } => [Permission.ChangeAccounts],
            { Right: null } => [Permission.ChangeAccounts, Permission.ResetCredentials],
            { Password: null } => [Permission.ChangeAccounts, Permission.ChangeTenantRoles],
            _ => [Permission.ChangeAccounts, Permission.ResetCredentials, Permission.ChangeTenantRoles],
        },
        Subject = request => RightsSubject.Address(((AddAccountRequest)request).Address) with { GivesOperator = ((AddAccountRequest)request).Right == AccountRight.Operator },
    };

    private static CallRight ImportLine => new()
    {
        Call = VaultCalls.ImportAccounts.Name,
        Who = WhoActs.Person,
        Permissions = [Permission.ChangeAccounts, Permission.ResetCredentials, Permission.ChangeTenantRoles],
        Needs = _ => [Permission.ChangeAccounts, Permission.ResetCredentials, Permission.ChangeTenantRoles],
        Subject = request => new RightsSubject
        {
            Addresses = [.. ((ImportAccountsRequest)request).Accounts.Select(account => account.Address)],
            GivesOperator = ((ImportAccountsRequest)request).Accounts.Any(account => account.Right == AccountRight.Operator),
        },
    };

    // Who has a ticket may end it: that harms nobody but its holder. All tickets of an account are another matter.
    private static CallRight RevokeLine => new()
    {
        Call = VaultCalls.Revoke.Name,
        Who = WhoActs.Person,
        Permissions = [Permission.RevokeSessions],
        Needs = request => ((RevokeRequest)request).Ticket is null ? [Permission.RevokeSessions] : [],
        Subject = request => ((RevokeRequest)request).Account is { } address ? RightsSubject.Address(address) : RightsSubject.System,
    };

    // To have months destroyed sooner is more than to have them kept.
    private static CallRight SetArchiveLine => new()
    {
        Call = VaultCalls.SetArchive.Name,
        Who = WhoActs.Person,
        Permissions = [Permission.ChangeArchive, Permission.DestroyArchive],
        Needs = request => ((SetArchiveRequest)request).Shorten ? [Permission.ChangeArchive, Permission.DestroyArchive] : [Permission.ChangeArchive],
        Subject = request => new RightsSubject { Tenant = ((SetArchiveRequest)request).Tenant },
    };

    private static CallRight ChangeArchiveLine => new()
    {
        Call = VaultCalls.ChangeArchive.Name,
        Who = WhoActs.Person,
        Permissions = [Permission.HoldArchive, Permission.DestroyArchive],
        Needs = request => [((ChangeArchiveRequest)request).Action == ArchiveAction.Expire ? Permission.DestroyArchive : Permission.HoldArchive],
        Subject = request => new RightsSubject { Tenant = ((ChangeArchiveRequest)request).Tenant },
    };

    private static CallRight OrderLine => new()
    {
        Call = VaultCalls.Order.Name,
        Who = WhoActs.Person,
        Permissions = [Permission.ChangeQueue, Permission.ChangeQuarantine, Permission.ChangePolicy],
        Needs = request => [OrderDesk.NeededFor((OrderRequest)request)],
        Subject = request => OrderDesk.SubjectOf((OrderRequest)request),
    };

    // Operators open what they have to; people of a tenant the envelopes of its traces, queue and quarantine, and what is in its quarantine.
    private static CallRight OpenLine => new()
    {
        Call = VaultCalls.OpenAsOperator.Name,
        Who = WhoActs.Person,
        Permissions = [Permission.TraceMessages, Permission.ReadQuarantine, Permission.OpenAsOperator],
        Needs = request => [((OpenAsOperatorRequest)request).Purpose == OpenPurpose.Envelope ? Permission.TraceMessages : Permission.ReadQuarantine],
        Subject = _ => RightsSubject.OwnTenant,
    };

    private static CallRight Nobody(string call) => new() { Call = call, Who = WhoActs.Nobody };

    private static CallRight Holder<T>(string call, Permission permission, Func<T, (string Ticket, string? Device)> ticket) => new()
    {
        Call = call,
        Who = WhoActs.Holder,
        Permissions = [permission],
        Needs = _ => [permission],
        Ticket = request => ticket((T)request),
    };

    private static CallRight System(string call, Permission permission) => new() { Call = call, Who = WhoActs.Person, Permissions = [permission], Needs = _ => [permission] };

    private static CallRight Person<T>(string call, Permission permission, Func<T, RightsSubject> subject) =>
        System(call, permission) with { Subject = request => subject((T)request) };
}
