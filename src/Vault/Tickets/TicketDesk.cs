using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sekisho.Identity.Budgets;
using Sekisho.Identity.Tickets;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Database;
using Sekisho.Vault.Keys;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Tickets;

/// <summary>Gives out tickets, checks and revokes them. Revocations are on disk before their caller hears of it.</summary>
internal sealed class TicketDesk(
    VaultOptions options, VaultDatabase database, KeyCabinet cabinet, BudgetKeeper budgets, Recorder recorder, LogInSubjects subjects, ReleaseProbe probe, TimeProvider clock)
{
    private readonly Revocations _revocations = new(clock);
    private readonly TicketOptions _ticketOptions = new() { Lifetime = TimeSpan.FromMinutes(options.TicketMinutes) };
    private TicketOffice? _office;
    private OpenKeys? _officeKeys;

    /// <summary>Gives a ticket to a person who has proved who they are.</summary>
    /// <param name="subject">The person.</param>
    /// <param name="strength">How.</param>
    /// <param name="device">The device; null for none.</param>
    /// <param name="door">Who presents it from now on: the role at whose door the person is.</param>
    /// <param name="verified">The record of the proof, which goes into the ledger together with that of the ticket.</param>
    public async ValueTask<IssuedTicket> IssueAsync(LogInSubject subject, LogInStrength strength, string? device, RoleKind door, LedgerEntry verified)
    {
        probe.Reached(ReleaseStep.Authorised);
        await budgets.TakeAsync([new BudgetCaller(BudgetClass.Web, BudgetClass.Web)], BudgetKind.TicketsIssued, 1).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Budgeted);
        var issued = cabinet.Use(keys => OfficeOf(keys).Issue(new Sekisho.Identity.Tickets.TicketRequest
        {
            Account = subject.Account,
            Tenant = subject.Tenant,
            Device = DeviceOf(device),
            Roles = RoleOf(door),
            Strength = strength switch
            {
                LogInStrength.Passkey => AuthenticationStrength.Passkey,
                LogInStrength.PasswordAndCode => AuthenticationStrength.PasswordAndCode,
                _ => AuthenticationStrength.Password,
            },
        }));
        await recorder.RecordAsync([verified, recorder.Entry(EntryType.SessionOpened) with { Who = verified.Who! with { Ticket = IdOf(issued.Ticket) }, What = verified.What }]).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Recorded);
        probe.Reached(ReleaseStep.Derived);
        return issued;
    }

    /// <summary>Checks a ticket that a role presents.</summary>
    /// <returns>Null when it is not good.</returns>
    public Ticket? Check(RoleKind presenter, string text, string? device)
    {
        var check = cabinet.Use(keys => OfficeOf(keys).Check(text, RoleOf(presenter)));
        return check.IsGood && check.Ticket.Device == DeviceOf(device) ? check.Ticket : null;
    }

    /// <summary>Answers <c>vault.check-ticket</c>.</summary>
    public TicketReply Answer(RoleKind presenter, LogIn.TicketRequest request)
    {
        if (Check(presenter, request.Ticket, request.Device) is not { } ticket) return new TicketReply(null, 0, null);
        return subjects.AddressOf(ticket.Account) is { } address
            ? new TicketReply(address, ticket.Tenant, DateTimeOffset.FromUnixTimeMilliseconds(ticket.EndsUnixMilliseconds))
            : new TicketReply(null, 0, null);
    }

    /// <summary>Answers <c>vault.renew-ticket</c>: on record, and within the budget, like one that is given at a login.</summary>
    public async ValueTask<RenewTicketReply> RenewAsync(RoleKind presenter, LogIn.TicketRequest request)
    {
        if (Check(presenter, request.Ticket, request.Device) is not { } ticket) return new RenewTicketReply(null);
        var (_, renewed) = cabinet.Use(keys => OfficeOf(keys).Renew(request.Ticket, RoleOf(presenter)));
        if (renewed is not { } issued) return new RenewTicketReply(null);
        await budgets.TakeAsync([new BudgetCaller(BudgetClass.Web, BudgetClass.Web)], BudgetKind.TicketsIssued, 1).ConfigureAwait(false);
        await recorder.RecordAsync([recorder.Entry(EntryType.SessionOpened) with
        {
            Who = new LedgerWho { Ticket = IdOf(ticket) },
            What = new LedgerWhat { Tenant = FormattableString.Invariant($"{ticket.Tenant}"), Class = "session" },
            Details = Recorder.Details(("change", "renewed"), ("by", RoleTable.NameOf(presenter))),
        }]).ConfigureAwait(false);
        return new RenewTicketReply(issued.Text, DateTimeOffset.FromUnixTimeMilliseconds(issued.Ticket.EndsUnixMilliseconds));
    }

    /// <summary>Answers <c>vault.revoke</c>.</summary>
    public async ValueTask<Nothing> RevokeAsync(RoleKind caller, RevokeRequest request)
    {
        if (request.Ticket is { } text)
        {
            // Also one of another device: revoking it harms nobody but its holder. The operator may end one of the web's, too.
            var check = cabinet.Use(keys => OfficeOf(keys).Check(text, RoleOf(caller)));
            if (!check.IsGood && caller == RoleKind.Operator) check = cabinet.Use(keys => OfficeOf(keys).Check(text, TicketRoles.Web));
            if (check.IsGood) await EndAsync(revocations => revocations.RevokeTicket(check.Ticket.Id), check.Ticket.Tenant, IdOf(check.Ticket), caller, null).ConfigureAwait(false);
            return Nothing.Value;
        }

        if (request.Account is null) throw new CallException(CallFailure.Rejected, "Name the ticket, or the account whose tickets all end.");
        var subject = subjects.Find(request.Account, null);
        if (subject.Row is null) throw new CallException(CallFailure.Rejected, $"There is no account {request.Account}.");
        await EndAsync(revocations => revocations.RevokeAccount(subject.Account), subject.Tenant, null, caller, subject.Person).ConfigureAwait(false);
        return Nothing.Value;
    }

    /// <summary>Ends all tickets of an account that is erased or got a new password.</summary>
    public void EndAccount(long account) => Keep(_revocations.RevokeAccount(account));

    /// <summary>Ends all tickets of a person, on record.</summary>
    public ValueTask EndAccountAsync(LogInSubject subject, RoleKind caller, string why) =>
        EndAsync(revocations => revocations.RevokeAccount(subject.Account), subject.Tenant, null, caller, subject.Person, why);

    /// <summary>Ends all tickets of a tenant that is erased.</summary>
    public void EndTenant(long tenant) => Keep(_revocations.RevokeTenant(tenant));

    /// <summary>Brings back the revocations of an earlier run.</summary>
    public void Load()
    {
        var stored = cabinet.Use(keys => database.Read(db => db.All("SELECT number, sealed FROM revocation ORDER BY number", row => (Number: row.GetInt64(0), Bytes: (byte[])row[1]))
            .Select(row => KeyWrap.Open(keys.Of(SystemKeyPurpose.Records), "revocation", 0, row.Bytes))
            .OfType<byte[]>().Where(bytes => bytes.Length == 25).Select(Read).ToList()));
        _revocations.Import(stored);
    }

    /// <summary>Forgets what is too old to matter.</summary>
    public void RemoveOld() => database.Write(db => db.Run("DELETE FROM revocation WHERE ends_at < ?1", clock.GetUtcNow().ToUnixTimeMilliseconds()));

    /// <summary>A ticket's public name.</summary>
    public static string IdOf(Ticket ticket) => ticket.Id.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    private async ValueTask EndAsync(Func<Revocations, Revocation> revoke, long tenant, string? ticket, RoleKind caller, LedgerReference? person, string? why = null)
    {
        Keep(revoke(_revocations));
        var entry = recorder.Entry(EntryType.SessionRevoked);
        await recorder.TryRecordAsync([entry with
        {
            Who = ticket is null ? entry.Who : new LedgerWho { Ticket = ticket },
            What = new LedgerWhat { Tenant = FormattableString.Invariant($"{tenant}"), Class = ticket is null ? "account" : "session", Reference = person },
            Details = Recorder.Details(("by", RoleTable.NameOf(caller)), ("why", why)),
        }]).ConfigureAwait(false);
    }

    private void Keep(Revocation revocation)
    {
        Span<byte> bytes = stackalloc byte[25];
        bytes[0] = (byte)revocation.Scope;
        BinaryPrimitives.WriteUInt128BigEndian(bytes[1..], revocation.Target);
        BinaryPrimitives.WriteInt64BigEndian(bytes[17..], revocation.AtUnixMilliseconds);
        var plain = bytes.ToArray();
        var ends = clock.GetUtcNow() + TicketOptions.Longest + TimeSpan.FromHours(1);
        cabinet.Use(keys => database.Write(db => db.Run(
            "INSERT INTO revocation (sealed, ends_at) VALUES (?1, ?2)",
            KeyWrap.Seal(keys.Of(SystemKeyPurpose.Records), "revocation", 0, plain), ends.ToUnixTimeMilliseconds())));
    }

    private static Revocation Read(byte[] bytes) =>
        new((RevocationScope)bytes[0], BinaryPrimitives.ReadUInt128BigEndian(bytes.AsSpan(1)), BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(17)));

    private TicketOffice OfficeOf(OpenKeys keys)
    {
        // A new office after every unseal: the old one's keys are noise.
        if (ReferenceEquals(Volatile.Read(ref _officeKeys), keys)) return _office!;
        _office = new TicketOffice(keys.Tickets, _revocations, _ticketOptions, clock);
        Volatile.Write(ref _officeKeys, keys);
        return _office;
    }

    private static TicketRoles RoleOf(RoleKind role) => role switch
    {
        RoleKind.Web => TicketRoles.Web,
        RoleKind.Mx => TicketRoles.Mx,
        RoleKind.Deliver => TicketRoles.Deliver,
        RoleKind.Operator => TicketRoles.Operator,
        _ => TicketRoles.None,
    };

    private static long DeviceOf(string? device)
    {
        if (string.IsNullOrEmpty(device)) return 0;
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(device), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash) | 1;
    }
}
