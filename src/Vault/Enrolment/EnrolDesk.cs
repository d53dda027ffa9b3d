using System.Net;
using Sekisho.Identity.AppPasswords;
using Sekisho.Identity.OneTimeCodes;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Passkeys;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Tickets;

namespace Sekisho.Vault.Enrolment;

/// <summary>
/// One-time codes, recovery codes, app passwords and passkeys: made, confirmed, taken away. Only for the operator: with a ticket alone an
/// intruder in web would make itself a password that outlives the ticket.
/// </summary>
internal sealed class EnrolDesk(VaultDatabase database, LogInSubjects subjects, KeyCabinet cabinet, TicketDesk tickets, Recorder recorder, TimeProvider clock)
{
    private const string Issuer = "Sekisho";

    private static readonly TotpParameters Codes = new();

    public async ValueTask<EnrolReply> HandleAsync(RoleKind caller, EnrolRequest request)
    {
        var subject = subjects.Find(request.Address, null);
        if (subject.Row is null) throw Rejected($"There is no account {request.Address}.");
        var id = PasswordDesk.IdOf(subject.Account);
        await recorder.RecordAsync([recorder.Entry(EntryType.CredentialChanged) with
        {
            Who = new LedgerWho { Person = subject.Person },
            What = new LedgerWhat { Tenant = FormattableString.Invariant($"{subject.Tenant}"), Class = "account", Reference = subject.Person },
            Details = Recorder.Details(("change", request.Kind.ToString()), ("by", RoleTable.NameOf(caller))),
        }]).ConfigureAwait(false);
        IReadOnlyList<string> secrets = [];
        var done = subjects.Change(subject.Account, record =>
        {
            (var changed, secrets) = Change(record, request, id, subject.Typed);
            return changed;
        });
        if (!done) throw Rejected(request.Kind == EnrolKind.ConfirmCodes ? "The code is not the one of the new secret." : "There is nothing to change.");
        if (request.Kind == EnrolKind.RemovePasskey) Forget(subject);
        // A login by the passkey that was taken away must not outlive it.
        if (request.Kind is EnrolKind.MustChangePassword or EnrolKind.RemovePasskey) tickets.EndAccount(subject.Account);
        return new EnrolReply(secrets);
    }

    private (LogInRecord? Changed, IReadOnlyList<string> Secrets) Change(LogInRecord record, EnrolRequest request, string id, string address)
    {
        switch (request.Kind)
        {
            case EnrolKind.Codes:
                var secret = Totp.NewSecret();
                return (record with { TotpPending = secret }, [OtpauthUri.Make(Issuer, address, secret, Codes)]);
            case EnrolKind.ConfirmCodes:
                if (record.TotpPending is not { } pending || request.Code is null) return (null, []);
                var check = Totp.Check(pending, request.Code, clock.GetUtcNow(), 0, Codes);
                return check.Status == TotpStatus.Accepted
                    ? (record with { Totp = pending, TotpPending = null, TotpStep = check.Step }, [])
                    : (null, []);
            case EnrolKind.RemoveCodes:
                return (record.Totp is null && record.TotpPending is null ? null : record with { Totp = null, TotpPending = null, TotpStep = 0, RecoveryCodes = null }, []);
            case EnrolKind.RecoveryCodes:
                var codes = cabinet.Use(keys => new RecoveryCodes(keys.Peppers).New(id));
                return (record with { RecoveryCodes = codes.Records }, codes.Codes);
            case EnrolKind.AppPassword:
                return AddAppPassword(record, request, id);
            case EnrolKind.RemoveAppPassword:
                return record.AppPasswords?.Any(password => password.Prefix == request.Name) == true
                    ? (record with { AppPasswords = [.. record.AppPasswords.Where(password => password.Prefix != request.Name)] }, [])
                    : (null, []);
            case EnrolKind.PasskeyCode:
                var code = cabinet.Use(keys => new RecoveryCodes(keys.Peppers).New(RegisterPasskey.CodeOwner(id)));
                return (record with { PasskeyCode = code.Records[0], PasskeyCodeEndsAt = clock.GetUtcNow() + RegisterPasskey.CodeLifetime }, [code.Codes[0]]);
            case EnrolKind.RemovePasskey:
                return record.Passkeys?.Any(passkey => passkey.Id == request.Name) == true
                    ? (record with { Passkeys = [.. record.Passkeys.Where(passkey => passkey.Id != request.Name)] }, [])
                    : (null, []);
            default:
                return (record with { MustChange = true }, []);
        }
    }

    /// <summary>Answers <c>vault.list-passkeys</c>.</summary>
    public PasskeyList Passkeys(NameRequest request)
    {
        var subject = subjects.Find(request.Name, null);
        if (subject.Row is null) throw Rejected($"There is no account {request.Name}.");
        return new PasskeyList([.. (subject.Record?.Passkeys ?? []).Select(passkey => passkey.ToItem())]);
    }

    /// <summary>What is not in the record any more leads to nobody any more.</summary>
    private void Forget(LogInSubject subject)
    {
        var left = subjects.Find(subject.Typed, null).Record?.Passkeys ?? [];
        cabinet.Use(keys => database.Write(db => (subject.Record?.Passkeys ?? [])
            .Where(passkey => left.All(other => other.Id != passkey.Id))
            .Sum(passkey => db.Run(PasskeySql.Remove, PasskeyIndex.TagOf(keys, passkey.CredentialId), subject.Account))));
    }

    private (LogInRecord? Changed, IReadOnlyList<string> Secrets) AddAppPassword(LogInRecord record, EnrolRequest request, string id)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in request.Networks ?? [])
        {
            if (!IPNetwork.TryParse(text, out var network)) throw Rejected($"'{text}' is no network: write 192.0.2.0/24 or 2001:db8::/32.");
            networks.Add(network);
        }

        var name = request.Name ?? "";
        if (name.Length is 0 or > AppPasswordOffice.LongestName || networks.Count > AppPasswordOffice.MostNetworks)
            throw Rejected($"An app password has a name of 1 to {AppPasswordOffice.LongestName} characters and at most {AppPasswordOffice.MostNetworks} networks.");
        if (record.AppPasswords?.Count >= AppPasswordOffice.MostOfAccount) throw Rejected($"The account has {AppPasswordOffice.MostOfAccount} app passwords already.");
        var made = cabinet.Use(keys => new AppPasswordOffice(keys.Peppers, clock).New(id, AppProtocols.Smtp, networks, name));
        return (record with { AppPasswords = [.. record.AppPasswords ?? [], AppPasswordRecord.Of(made.Record)] }, [made.Text]);
    }

    private static CallException Rejected(string message) => new(CallFailure.Rejected, message);
}
