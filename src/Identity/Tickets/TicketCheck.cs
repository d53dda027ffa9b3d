using System.Runtime.InteropServices;

namespace Sekisho.Identity.Tickets;

/// <summary>The result of a check.</summary>
/// <param name="Status">Good, or why not.</param>
/// <param name="Ticket">What the ticket says. Only with <see cref="TicketStatus.Malformed"/>, <see cref="TicketStatus.Forged"/> and <see cref="TicketStatus.UnknownKey"/> there is nothing: a word of a forger is not passed on.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TicketCheck(TicketStatus Status, Ticket Ticket)
{
    /// <summary>It may be used.</summary>
    public bool IsGood => Status == TicketStatus.Good;
}
