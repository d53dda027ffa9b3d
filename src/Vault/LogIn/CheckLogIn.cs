using System.Net;
using Microsoft.Extensions.Logging;
using Sekisho.Identity.AppPasswords;
using Sekisho.Identity.OneTimeCodes;
using Sekisho.Identity.Passwords;
using Sekisho.Identity.Throttling;
using Sekisho.Identity.Tickets;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Table;
using Sekisho.Vault.Canaries;
using Sekisho.Vault.Keys;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Rights;
using Sekisho.Vault.Tickets;

namespace Sekisho.Vault.LogIn;

/// <summary>
/// A login with a password. Steps: 1. may it be tried at all (throttle); 2. the password – for nobody it takes the same time;
/// 3. the second factor; 4. on record; 5. the ticket.
/// </summary>
internal sealed class CheckLogIn(
    LogInSubjects subjects, PasswordDesk passwords, KeyCabinet cabinet, LoginGate gate, TicketDesk tickets, RightsGate rights, Recorder recorder,
    CanaryWatch canaries, TimeProvider clock, ILogger log)
{
    private static readonly TotpParameters Codes = new();

    public async ValueTask<LogInReply> HandleAsync(RoleKind caller, LogInRequest request, CancellationToken cancellation)
    {
        var subject = subjects.Find(request.Address, request.Client);
        var attempt = gate.AttemptOf(subject, request.Client, request.KnownDevice);
        var decision = gate.Begin(attempt);
        if (!decision.IsAllowed) return LoginGate.Throttled(decision, clock);
        LogInStrength? strength;
        try
        {
            strength = await ProveAsync(caller, subject, request, decision, cancellation).ConfigureAwait(false);
        }
        catch
        {
            gate.Abandoned(attempt, decision);
            throw;
        }

        if (strength is LogInStrength.CodeWanted)
        {
            // The password was right; what is guessed next is the code, which counts as a failure of its own.
            gate.Abandoned(attempt, decision);
            await recorder.RecordAsync([EntryOf(EntryType.CredentialVerified, caller, subject, "password, code wanted")]).ConfigureAwait(false);
            return new LogInReply { Result = LogInResult.CodeWanted };
        }

        if (strength is null) return await RefuseAsync(caller, subject).ConfigureAwait(false);
        if (caller == RoleKind.Mx && !await rights.MaySendAsync(caller, subject.Account, StrengthOf(strength.Value)).ConfigureAwait(false))
        {
            gate.Abandoned(attempt, decision);
            return await RefuseAsync(caller, subject).ConfigureAwait(false);
        }

        gate.Succeeded(subject, attempt, decision);
        return await GrantAsync(caller, subject, strength.Value, request.Device, attempt).ConfigureAwait(false);
    }

    /// <returns>How strongly, or null for no.</returns>
    private async ValueTask<LogInStrength?> ProveAsync(RoleKind caller, LogInSubject subject, LogInRequest request, ThrottleDecision decision, CancellationToken cancellation)
    {
        var lane = decision.Lane == ThrottleLane.Stranger ? HashingLane.Stranger : HashingLane.Known;
        if (caller == RoleKind.Mx && AppPasswordOffice.PrefixOf(request.Password) is { } prefix && subject.Record?.AppPasswords is { Count: > 0 })
            return CheckAppPassword(subject, prefix, request) ? LogInStrength.AppPassword : null;
        var check = await passwords.CheckAsync(subject.Account, subject.Record?.Password, request.Password, lane, cancellation).ConfigureAwait(false);
        if (check.Status == PasswordCheckStatus.Busy) throw PasswordDesk.Busy();
        if (!check.IsRight || subject.Record is not { } record) return null;
        if (check.Upgraded is { } upgraded)
            subjects.Change(subject.Account, now => now.Password == record.Password ? now with { Password = upgraded.ToText() } : null);
        if (record.Totp is null) return LogInStrength.Password;
        // A program that sends mail cannot ask for a code: it needs an app password.
        if (caller == RoleKind.Mx) return null;
        if (string.IsNullOrEmpty(request.Code)) return LogInStrength.CodeWanted;
        return CheckCode(subject, request.Code) ? LogInStrength.PasswordAndCode : null;
    }

    private static AuthenticationStrength StrengthOf(LogInStrength strength) =>
        strength == LogInStrength.AppPassword ? AuthenticationStrength.AppPassword : AuthenticationStrength.Password;

    private bool CheckAppPassword(LogInSubject subject, string prefix, LogInRequest request)
    {
        var id = PasswordDesk.IdOf(subject.Account);
        var record = subject.Record!.AppPasswords!.FirstOrDefault(password => password.Prefix == prefix);
        var from = IPAddress.TryParse(request.Client, out var address) ? address : IPAddress.None;
        var check = cabinet.Use(keys => new AppPasswordOffice(keys.Peppers, clock).Check(record?.ToAppPassword(id), id, request.Password, AppProtocols.Smtp, from));
        if (check.Status is AppPasswordStatus.WrongNetwork or AppPasswordStatus.WrongProtocol) Log.AppPasswordMisused(log, subject.Account, check.Status);
        if (check.Used is { } used)
        {
            subjects.Change(subject.Account, now => now.AppPasswords?.Any(password => password.Prefix == prefix) == true
                ? now with { AppPasswords = [.. now.AppPasswords.Select(password => password.Prefix == prefix ? AppPasswordRecord.Of(used) : password)] }
                : null);
        }

        return check.IsGood;
    }

    /// <summary>Takes the code away in the same transaction: no code lets in twice, not even at the same moment.</summary>
    private bool CheckCode(LogInSubject subject, string code)
    {
        var id = PasswordDesk.IdOf(subject.Account);
        return subjects.Change(subject.Account, record =>
        {
            if (record.Totp is null) return null;
            var check = Totp.Check(record.Totp, code, clock.GetUtcNow(), record.TotpStep, Codes);
            if (check.Status == TotpStatus.Replayed) Log.CodeReplayed(log, subject.Account);
            if (check.Status == TotpStatus.Accepted) return record with { TotpStep = check.Step };
            if (record.RecoveryCodes is not { Count: > 0 } left) return null;
            var found = cabinet.Use(keys => new RecoveryCodes(keys.Peppers).Find(id, code, left));
            return found is null ? null : record with { RecoveryCodes = [.. left.Where(one => one != found)] };
        });
    }

    private async ValueTask<LogInReply> RefuseAsync(RoleKind caller, LogInSubject subject)
    {
        await recorder.RecordAsync([EntryOf(EntryType.CredentialRefused, caller, subject, "password") with { Outcome = EntryOutcome.Refused }]).ConfigureAwait(false);
        return new LogInReply { Result = LogInResult.Refused };
    }

    private async ValueTask<LogInReply> GrantAsync(RoleKind caller, LogInSubject subject, LogInStrength strength, string? device, LoginAttempt attempt)
    {
        await canaries.TouchedAsync(subject.Row!.Canary, "mailbox", "log-in", caller, subject.Tenant, subject.Person).ConfigureAwait(false);
        var verified = EntryOf(EntryType.CredentialVerified, caller, subject, strength.ToString());
        var reply = new LogInReply
        {
            Result = LogInResult.Granted,
            Account = subject.Typed,
            Tenant = subject.Tenant,
            MustChangePassword = subject.Record!.MustChange,
        };
        if (caller is not (RoleKind.Web or RoleKind.Operator))
        {
            await recorder.RecordAsync([verified]).ConfigureAwait(false);
            return reply;
        }

        var issued = await tickets.IssueAsync(subject, strength, device, caller, verified).ConfigureAwait(false);
        return reply with { Ticket = issued.Text, TicketExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(issued.Ticket.EndsUnixMilliseconds), KnownDevice = gate.DeviceTokenOf(subject, attempt) };
    }

    private LedgerEntry EntryOf(EntryType type, RoleKind caller, LogInSubject subject, string proof) => recorder.Entry(type) with
    {
        Who = new LedgerWho { Person = subject.Person, Address = subject.Client },
        What = new LedgerWhat { Tenant = subject.Tenant > 0 ? FormattableString.Invariant($"{subject.Tenant}") : null, Class = "account", Reference = subject.Person },
        Details = Recorder.Details(("proof", proof), ("door", RoleTable.NameOf(caller))),
    };
}
