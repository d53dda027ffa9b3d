using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sekisho.Identity.Passkeys;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Table;
using Sekisho.Vault.Canaries;
using Sekisho.Vault.Database;
using Sekisho.Vault.Keys;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Tickets;

namespace Sekisho.Vault.Passkeys;

/// <summary>
/// A login with a passkey (WebAuthn level 3 §7.2). Steps: 1. the credential says whose it is; 2. may it be tried at all (throttle);
/// 3. the signature; 4. the counter, in the transaction that stores it; 5. on record; 6. the ticket, bound to the device that asked.
/// </summary>
internal sealed class LogInWithPasskey(
    PasskeyOffice? office, VaultOptions options, VaultDatabase database, KeyCabinet cabinet, LoginGate gate, TicketDesk tickets, LogInSubjects subjects, Recorder recorder,
    CanaryWatch canaries, TimeProvider clock, ILogger log)
{
    private const int LongestCredential = 1023;

    /// <summary>Answers <c>vault.passkey-challenge</c>.</summary>
    public PasskeyChallenge Challenge(PasskeyChallengeRequest request) =>
        new(RegisterPasskey.Office(office).OpenLogin(null, request.Device), options.PasskeyDomain!);

    /// <summary>Answers <c>vault.passkey-log-in</c>.</summary>
    public async ValueTask<LogInReply> HandleAsync(RoleKind caller, PasskeyLogInRequest request)
    {
        var opened = RegisterPasskey.Office(office);
        var tag = request.Credential.Length is 0 or > LongestCredential ? [] : cabinet.Use(keys => PasskeyIndex.TagOf(keys, request.Credential));
        var account = tag.Length == 0 ? 0 : database.Read(db => db.Number(PasskeySql.AccountOf, tag)) ?? 0;
        var subject = (account > 0 ? subjects.Of(account, request.Client) : null) ?? subjects.Nobody(request.Client);
        var attempt = gate.AttemptOf(subject, request.Client, request.KnownDevice);
        var decision = gate.Begin(attempt);
        if (!decision.IsAllowed) return LoginGate.Throttled(decision, clock);
        var id = tag.Length == 0 ? null : PasskeyIndex.IdOf(tag);
        var status = Check(opened, subject, tag, request);
        if (status != PasskeyStatus.Accepted)
        {
            if (subject.Account > 0) Log.PasskeyRefused(log, subject.Account, status);
            await recorder.RecordAsync([EntryOf(EntryType.CredentialRefused, caller, subject, id, status) with { Outcome = EntryOutcome.Refused }]).ConfigureAwait(false);
            // Whoever has the copy may be logged in with it at this moment.
            if (status == PasskeyStatus.CounterWentBack) await tickets.EndAccountAsync(subject, caller, "passkey copied").ConfigureAwait(false);
            return new LogInReply { Result = LogInResult.Refused };
        }

        gate.Succeeded(subject, attempt, decision);
        await canaries.TouchedAsync(subject.Row!.Canary, "mailbox", "log-in", caller, subject.Tenant, subject.Person).ConfigureAwait(false);
        var issued = await tickets.IssueAsync(subject, LogInStrength.Passkey, request.Device, caller, EntryOf(EntryType.CredentialVerified, caller, subject, id, null)).ConfigureAwait(false);
        return new LogInReply
        {
            Result = LogInResult.Granted,
            Account = subject.Typed,
            Tenant = subject.Tenant,
            MustChangePassword = subject.Record!.MustChange,
            Ticket = issued.Text,
            TicketExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(issued.Ticket.EndsUnixMilliseconds),
            KnownDevice = gate.DeviceTokenOf(subject, attempt),
        };
    }

    private PasskeyStatus Check(PasskeyOffice opened, LogInSubject subject, byte[] tag, PasskeyLogInRequest request)
    {
        var id = tag.Length == 0 ? "" : PasskeyIndex.IdOf(tag);
        if (subject.Record?.Passkeys?.FirstOrDefault(passkey => passkey.Id == id) is not { } record) return PasskeyStatus.WrongCredential;
        // §7.2 step 6: the handle that the authenticator keeps names the same account.
        if (request.User is { Length: > 0 } user && !CryptographicOperations.FixedTimeEquals(user, cabinet.Use(keys => PasskeyIndex.HandleOf(keys, subject.Account)))) return PasskeyStatus.WrongCredential;
        if (record.Copied) return PasskeyStatus.CounterWentBack;
        var login = opened.LogIn(record.ToPasskey(PasswordDesk.IdOf(subject.Account)), request.Credential, request.ClientData, request.AuthenticatorData, request.Signature, request.Device);
        return login.Passkey is { } seen ? Keep(subject.Account, id, login.SignCount, seen.BackedUp) : login.Status;
    }

    /// <summary>Stores the counter, and judges it by what is stored at that moment: of two logins with the same counter one has a copy.</summary>
    private PasskeyStatus Keep(long account, string id, uint count, bool backedUp)
    {
        var status = PasskeyStatus.WrongCredential;
        subjects.Change(account, record =>
        {
            if (record.Passkeys?.FirstOrDefault(passkey => passkey.Id == id) is not { Copied: false } stored) return null;
            status = (count != 0 || stored.SignCount != 0) && count <= stored.SignCount ? PasskeyStatus.CounterWentBack : PasskeyStatus.Accepted;
            var kept = status == PasskeyStatus.Accepted
                ? stored with { SignCount = count, BackedUp = backedUp, LastUsedAt = clock.GetUtcNow() }
                : stored with { Copied = true };
            return record with { Passkeys = [.. record.Passkeys.Select(passkey => passkey.Id == id ? kept : passkey)] };
        });
        return status;
    }

    private LedgerEntry EntryOf(EntryType type, RoleKind caller, LogInSubject subject, string? passkey, PasskeyStatus? why) => recorder.Entry(type) with
    {
        Who = new LedgerWho { Person = subject.Account > 0 ? subject.Person : null, Address = subject.Client },
        What = new LedgerWhat
        {
            Tenant = subject.Tenant > 0 ? FormattableString.Invariant($"{subject.Tenant}") : null,
            Class = "account",
            Reference = subject.Account > 0 ? subject.Person : null,
        },
        Details = Recorder.Details(("proof", "passkey"), ("passkey", passkey), ("why", why?.ToString()), ("door", RoleTable.NameOf(caller))),
    };
}
