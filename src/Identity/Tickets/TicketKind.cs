namespace Sekisho.Identity.Tickets;

/// <summary>How often a ticket may be used.</summary>
public enum TicketKind
{
    /// <summary>As often as wanted until it ends; can be renewed.</summary>
    Session = 1,

    /// <summary>Once; the second use is refused and is a detection: somebody has a copy.</summary>
    SingleUse = 2,
}
