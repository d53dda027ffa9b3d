using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Sekisho.Identity.Keys;

namespace Sekisho.Identity.Tickets;

/// <summary>
/// Issues, checks, renews and uses tickets: what a role holds for a person who is logged in, and all that it holds.
/// Checking allocates nothing. Safe for many threads.
/// </summary>
/// <param name="keys">The ticket keys; a ticket made under a key that is removed ends with it.</param>
/// <param name="revocations">What was revoked.</param>
/// <param name="options">How long tickets live.</param>
/// <param name="clock">The time.</param>
public sealed class TicketOffice(KeyRing keys, Revocations revocations, TicketOptions options, TimeProvider clock)
{
    /// <summary>The length of a ticket as text, in characters.</summary>
    public const int Characters = TicketFormat.Characters;

    /// <summary>A ticket from further in the future than this is refused.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    private readonly UsedTickets _used = new();

    /// <summary>Makes a session's ticket.</summary>
    /// <returns>The text to hand out, and what it says (its identifier goes to the ledger).</returns>
    public IssuedTicket Issue(TicketRequest request) => Issue(request, TicketKind.Session, options.Lifetime);

    /// <summary>Makes a ticket for one use, such as opening one message or finishing one login.</summary>
    public IssuedTicket IssueSingleUse(TicketRequest request) => Issue(request, TicketKind.SingleUse, options.SingleUseLifetime);

    /// <summary>Checks a session's ticket.</summary>
    /// <param name="text">The ticket; any text.</param>
    /// <param name="presenter">The role that presents it, as its call token says: exactly one.</param>
    public TicketCheck Check(ReadOnlySpan<char> text, TicketRoles presenter)
    {
        var check = CheckAny(text, presenter);
        return check.IsGood && check.Ticket.Kind != TicketKind.Session ? check with { Status = TicketStatus.WrongKind } : check;
    }

    /// <summary>Checks a single-use ticket and uses it up. Of two at the same moment one is good.</summary>
    /// <param name="text">The ticket; any text.</param>
    /// <param name="presenter">The role that presents it.</param>
    public TicketCheck Use(ReadOnlySpan<char> text, TicketRoles presenter)
    {
        var check = CheckAny(text, presenter);
        if (!check.IsGood) return check;
        if (check.Ticket.Kind != TicketKind.SingleUse) return check with { Status = TicketStatus.WrongKind };
        return check with { Status = _used.TryUse(check.Ticket.Id, check.Ticket.EndsUnixMilliseconds, Now) };
    }

    /// <summary>A new ticket for the same session, where the old one is good and the session not too old.</summary>
    /// <param name="text">The old ticket.</param>
    /// <param name="presenter">The role that presents it.</param>
    /// <returns>The check of the old one, and the new one or null. <see cref="TicketStatus.Ended"/> also when the session is too old.</returns>
    public (TicketCheck Check, IssuedTicket? Renewed) Renew(ReadOnlySpan<char> text, TicketRoles presenter)
    {
        var check = Check(text, presenter);
        if (!check.IsGood) return (check, null);
        var now = Now;
        var left = check.Ticket.StartedUnixMilliseconds + (long)options.LongestSession.TotalMilliseconds - now;
        if (left < 1000) return (check with { Status = TicketStatus.Ended }, null);
        var lifetime = Math.Min((uint)options.Lifetime.TotalSeconds, (uint)(left / 1000));
        var renewed = check.Ticket with { IssuedUnixMilliseconds = now, LifetimeSeconds = lifetime };
        return (check, new IssuedTicket(TicketFormat.Write(renewed, keys), renewed));
    }

    /// <summary>The single-use tickets that have been used and have not ended: store them at the end, or nothing used before the start is refused after it.</summary>
    public IReadOnlyList<UsedTicket> ExportUsed() => _used.Export(Now);

    /// <summary>Takes back what was exported.</summary>
    public void ImportUsed(IEnumerable<UsedTicket> used)
    {
        ArgumentNullException.ThrowIfNull(used);
        foreach (var ticket in used) _used.TryUse(ticket.Id, ticket.EndsUnixMilliseconds, Now);
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private TicketCheck CheckAny(ReadOnlySpan<char> text, TicketRoles presenter)
    {
        var status = TicketFormat.Read(text, keys, out var ticket);
        if (status == TicketStatus.Good) status = Judge(in ticket, presenter);
        return new TicketCheck(status, ticket);
    }

    private TicketStatus Judge(in Ticket ticket, TicketRoles presenter)
    {
        var now = Now;
        if (ticket.IssuedUnixMilliseconds - now > ClockTolerance.TotalMilliseconds) return TicketStatus.NotYet;
        if (now >= ticket.EndsUnixMilliseconds) return TicketStatus.Ended;
        if (!BitOperations.IsPow2((int)presenter) || (ticket.Roles & presenter) == TicketRoles.None) return TicketStatus.WrongRole;
        return revocations.IsRevoked(in ticket) ? TicketStatus.Revoked : TicketStatus.Good;
    }

    private IssuedTicket Issue(TicketRequest request, TicketKind kind, TimeSpan lifetime)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = Now;
        Span<byte> id = stackalloc byte[16];
        RandomNumberGenerator.Fill(id);
        var ticket = new Ticket
        {
            Id = BinaryPrimitives.ReadUInt128BigEndian(id),
            Kind = kind,
            Account = request.Account,
            Tenant = request.Tenant,
            Device = request.Device,
            Roles = request.Roles,
            Strength = request.Strength,
            StartedUnixMilliseconds = now,
            IssuedUnixMilliseconds = now,
            LifetimeSeconds = (uint)lifetime.TotalSeconds,
        };
        return new IssuedTicket(TicketFormat.Write(ticket, keys), ticket);
    }
}
