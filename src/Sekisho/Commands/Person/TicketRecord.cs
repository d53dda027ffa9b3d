namespace Sekisho.Commands.Person;

/// <summary>A login at the command line, as it lies in its file. The ticket is a secret until it ends.</summary>
/// <param name="Address">Who logged in.</param>
/// <param name="Tenant">The number of their tenant.</param>
/// <param name="Ticket">The ticket.</param>
/// <param name="ExpiresAt">Until when it holds.</param>
internal sealed record TicketRecord(string Address, long Tenant, string Ticket, DateTimeOffset ExpiresAt)
{
    /// <summary>Without the ticket.</summary>
    public override string ToString() => $"{nameof(TicketRecord)} ({Address})";
}
