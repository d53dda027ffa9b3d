using Microsoft.Extensions.Logging;
using Sekisho.Identity.OneTimeCodes;
using Sekisho.Identity.Passkeys;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Tickets;

namespace Sekisho.Vault.Passkeys;

/// <summary>
/// The registration of a passkey (WebAuthn level 3 §7.1): 1. a live ticket says for whom; 2. the operator's code says that it is
/// wanted; 3. what the browser sent is checked; 4. on record; 5. stored, and the code is spent, in one transaction.
/// </summary>
internal sealed class RegisterPasskey(
    PasskeyOffice? office, VaultOptions options, VaultDatabase database, KeyCabinet cabinet, TicketDesk tickets, LogInSubjects subjects, Recorder recorder, TimeProvider clock,
    ILogger log)
{
    private const int LongestName = 64;

    /// <summary>How long an operator's code is good: a person needs to get it, not to keep it.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromHours(24);

    /// <summary>Answers <c>vault.passkey-offer</c>.</summary>
    public PasskeyOffer Offer(RoleKind caller, PasskeyOfferRequest request)
    {
        var (subject, id) = SubjectOf(caller, request.Ticket, request.Device);
        var opened = Office(office);
        return new PasskeyOffer
        {
            Challenge = opened.OpenRegistration(id, request.Device),
            Domain = options.PasskeyDomain!,
            User = cabinet.Use(keys => PasskeyIndex.HandleOf(keys, subject.Account)),
            Address = subject.Typed,
            Algorithms = [.. opened.Algorithms.Select(algorithm => (int)algorithm)],
            Known = [.. (subject.Record?.Passkeys ?? []).Select(passkey => passkey.CredentialId)],
        };
    }

    /// <summary>Answers <c>vault.passkey-register</c>.</summary>
    public async ValueTask<RegisterPasskeyReply> HandleAsync(RoleKind caller, RegisterPasskeyRequest request)
    {
        if (request.Name.Length is 0 or > LongestName || request.Name.Any(char.IsControl)) throw new CallException(CallFailure.Rejected, $"A passkey has a name of 1 to {LongestName} characters.");
        var (subject, id) = SubjectOf(caller, request.Ticket, request.Device);
        if (!IsCode(subject.Record, id, request.Code)) return await RefuseAsync(caller, subject, PasskeyResult.WrongCode, "code").ConfigureAwait(false);
        var registration = Office(office).Register(id, request.ClientData, request.Attestation, request.Device);
        if (registration.Passkey is not { } passkey)
        {
            Log.PasskeyRefused(log, subject.Account, registration.Status);
            return await RefuseAsync(caller, subject, PasskeyResult.Refused, registration.Status.ToString()).ConfigureAwait(false);
        }

        var tag = cabinet.Use(keys => PasskeyIndex.TagOf(keys, [.. passkey.CredentialId]));
        var record = PasskeyRecord.Of(PasskeyIndex.IdOf(tag), passkey, request.Name);
        await recorder.RecordAsync([Entry(caller, subject, EntryType.CredentialChanged, "passkey registered", record.Id)]).ConfigureAwait(false);
        var result = Add(subject.Account, id, request.Code, tag, record);
        // It is on record as registered and is not: that has to be on record too.
        if (result != PasskeyResult.Registered) return await RefuseAsync(caller, subject, result, result.ToString(), record.Id).ConfigureAwait(false);
        return new RegisterPasskeyReply(result, record.ToItem());
    }

    /// <summary>The account as hashes of its codes know it.</summary>
    public static string CodeOwner(string id) => id + " passkey";

    /// <exception cref="CallException">No domain is configured.</exception>
    public static PasskeyOffice Office(PasskeyOffice? office) =>
        office ?? throw new CallException(CallFailure.Rejected, "Passkeys are not set up: name the domain of the web mail in 'vault.passkeyDomain'.");

    private PasskeyResult Add(long account, string id, string code, byte[] tag, PasskeyRecord passkey) => cabinet.Use(keys => database.Write(db =>
    {
        if (db.First(DirectorySql.AccountByNumber, DirectoryRows.ReadAccount, account) is not { } row || keys.Tenant(db, row.Tenant) is not { } key) return PasskeyResult.Refused;
        var record = DirectoryRows.OpenLogIn(db, keys, row) ?? new LogInRecord();
        // Looked at again here: two registrations at the same moment have one code.
        if (!IsCode(record, id, code)) return PasskeyResult.WrongCode;
        if (record.Passkeys?.Count >= PasskeyOffice.MostOfAccount) return PasskeyResult.TooMany;
        // §7.1 step 26: no two accounts have the same credential.
        if (db.Run(PasskeySql.Add, tag, row.Tenant, account) == 0) return PasskeyResult.Known;
        var changed = record with { Passkeys = [.. record.Passkeys ?? [], passkey], PasskeyCode = null, PasskeyCodeEndsAt = null };
        db.Run(DirectorySql.SetLogIn, account, DirectoryRows.Seal(key.Span, account, changed));
        return PasskeyResult.Registered;
    }));

    private bool IsCode(LogInRecord? record, string id, string code) =>
        record is { PasskeyCode: { } stored, PasskeyCodeEndsAt: { } ends } && clock.GetUtcNow() < ends
        && cabinet.Use(keys => new RecoveryCodes(keys.Peppers).Find(CodeOwner(id), code, [stored])) is not null;

    private async ValueTask<RegisterPasskeyReply> RefuseAsync(RoleKind caller, LogInSubject subject, PasskeyResult result, string why, string? passkey = null)
    {
        await recorder.RecordAsync([Entry(caller, subject, EntryType.CredentialRefused, "passkey registration", passkey, why) with { Outcome = EntryOutcome.Refused }]).ConfigureAwait(false);
        return new RegisterPasskeyReply(result);
    }

    private LedgerEntry Entry(RoleKind caller, LogInSubject subject, EntryType type, string change, string? passkey, string? why = null) => recorder.Entry(type) with
    {
        Who = new LedgerWho { Person = subject.Person },
        What = new LedgerWhat { Tenant = FormattableString.Invariant($"{subject.Tenant}"), Class = "account", Reference = subject.Person },
        Details = Recorder.Details(("change", change), ("passkey", passkey), ("why", why), ("by", RoleTable.NameOf(caller))),
    };

    private (LogInSubject Subject, string Id) SubjectOf(RoleKind caller, string text, string? device)
    {
        var ticket = tickets.Check(caller, text, device) ?? throw new CallException(CallFailure.Rejected, "The ticket is not good (any more): log in again.");
        var subject = subjects.Of(ticket.Account, null) ?? throw new CallException(CallFailure.Rejected, "The account is gone.");
        return (subject, PasswordDesk.IdOf(subject.Account));
    }
}
