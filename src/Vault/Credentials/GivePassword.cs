using System.Text;
using Sekisho.Identity.Budgets;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Canaries;
using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Credentials;

/// <summary>
/// Says with what to log in at a relay, and gives a sealed password itself where the route permits it: the one release of the vault that is
/// worth something elsewhere. In the order of every release: authorise, budget, record, open.
/// </summary>
internal sealed class GivePassword(CredentialDesk credentials, RelayUse relays, BudgetKeeper budgets, Recorder recorder, CanaryWatch canaries, ReleaseProbe probe)
{
    /// <summary>Answers <c>vault.relay-log-in</c>: the user name is on record before it is given.</summary>
    public async ValueTask<RelayLogInReply> RelayAsync(RoleKind caller, RelayLogInRequest request)
    {
        var row = credentials.Find(request.Id) ?? throw Rejected("There is no such credential: it was removed.");
        var mayGive = relays.Check(row, request.Host);
        await recorder.RecordAsync([credentials.UseOf(row, "smtp.relay", caller, "name") with { Type = EntryType.DirectoryRead }]).ConfigureAwait(false);
        var record = credentials.Open(row) ?? throw Rejected("The credential's tenant is being erased.");
        return new RelayLogInReply(record.Kind, record.Mailbox ?? record.User, mayGive && record.Kind == CredentialKind.Password);
    }

    /// <summary>Answers <c>vault.give-password</c>.</summary>
    public async ValueTask<GivePasswordReply> HandleAsync(RoleKind caller, GivePasswordRequest request)
    {
        CredentialDesk.CheckPurpose(request.Purpose);
        var row = credentials.Find(request.Id) ?? throw Rejected("There is no such credential: it was removed.");
        if (!relays.Check(row, request.Host)) throw Rejected("The route does not permit that the password itself is said to the relay.");
        probe.Reached(ReleaseStep.Authorised);
        await budgets.TakeAsync([new BudgetCaller(BudgetClass.Deliver, BudgetClass.Deliver)], BudgetKind.CredentialUses, 1).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Budgeted);
        // "given": unlike every other use, this one leaves the vault.
        var entry = credentials.UseOf(row, request.Purpose, caller, "password-given");
        await recorder.RecordAsync([entry]).ConfigureAwait(false);
        await canaries.TouchedAsync(row.Canary, CredentialDesk.Kind, "use", caller, row.Tenant, entry.What!.Reference!.Value).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Recorded);
        var record = credentials.Open(row);
        if (record?.Kind != CredentialKind.Password) throw Rejected("This credential is no password.");
        var reply = new GivePasswordReply(Encoding.UTF8.GetBytes(record.Secret));
        credentials.Used(row);
        probe.Reached(ReleaseStep.Derived);
        return reply;
    }

    private static CallException Rejected(string message) => new(CallFailure.Rejected, message);
}
