using Sekisho.Identity.Passwords;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Tickets;

namespace Sekisho.Vault.LogIn;

/// <summary>
/// A person's own new password. A ticket is not enough, or an intruder in web would give itself a password that outlives the
/// ticket: the old password is asked for, and guessing it is slowed down like a login. All logins of the account end.
/// </summary>
internal sealed class ChangePassword(TicketDesk tickets, LogInSubjects subjects, PasswordDesk passwords, LoginGate gate, Recorder recorder, TimeProvider clock)
{
    /// <summary>Answers <c>vault.change-password</c>.</summary>
    public async ValueTask<LogInReply> HandleAsync(RoleKind caller, ChangePasswordRequest request, CancellationToken cancellation)
    {
        var ticket = tickets.Check(caller, request.Ticket, request.Device) ?? throw new CallException(CallFailure.Rejected, "The ticket is not good (any more): log in again.");
        var subject = subjects.Of(ticket.Account, request.Client) ?? throw new CallException(CallFailure.Rejected, "The account is gone.");
        var attempt = gate.AttemptOf(subject, request.Client);
        var decision = gate.Begin(attempt);
        if (!decision.IsAllowed) return LoginGate.Throttled(decision, clock);
        PasswordCheck check;
        NewLogIn? made = null;
        try
        {
            check = await passwords.CheckAsync(subject.Account, subject.Record?.Password, request.OldPassword, HashingLane.Known, cancellation).ConfigureAwait(false);
            if (check.Status == PasswordCheckStatus.Busy) throw PasswordDesk.Busy();
            if (check.IsRight) made = await passwords.NewAsync(subject.Account, subject.Typed, request.NewPassword, cancellation).ConfigureAwait(false);
        }
        catch
        {
            gate.Abandoned(attempt, decision);
            throw;
        }

        if (made is null)
        {
            await recorder.RecordAsync([Entry(EntryType.CredentialRefused, caller, subject) with { Outcome = EntryOutcome.Refused }]).ConfigureAwait(false);
            return new LogInReply { Result = LogInResult.Refused };
        }

        gate.Succeeded(subject, attempt, decision);
        await recorder.RecordAsync([Entry(EntryType.CredentialChanged, caller, subject)]).ConfigureAwait(false);
        // Only while the old one is still the one that was checked: of two changes at once one is done.
        var done = subjects.Change(subject.Account, record => record.Password == subject.Record!.Password ? made.Apply(record) : null);
        if (!done) throw new CallException(CallFailure.Overloaded, "The password was changed at the same moment by somebody else: log in again.");
        await tickets.EndAccountAsync(subject, caller, "password changed").ConfigureAwait(false);
        return new LogInReply { Result = LogInResult.Granted, Account = subject.Typed, Tenant = subject.Tenant };
    }

    private LedgerEntry Entry(EntryType type, RoleKind caller, LogInSubject subject) => recorder.Entry(type) with
    {
        Who = new LedgerWho { Person = subject.Person, Address = subject.Client },
        What = new LedgerWhat { Tenant = FormattableString.Invariant($"{subject.Tenant}"), Class = "account", Reference = subject.Person },
        Details = Recorder.Details(("change", "password"), ("by", RoleTable.NameOf(caller))),
    };
}
