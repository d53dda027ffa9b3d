namespace Sekisho.Identity.Tickets;

/// <summary>A ticket that was made.</summary>
/// <param name="Text">What is handed out: whoever has it is let in. Never into a log.</param>
/// <param name="Ticket">What it says.</param>
public sealed record IssuedTicket(string Text, Ticket Ticket)
{
    /// <summary>Without the text: it is a secret.</summary>
    public override string ToString() => $"{nameof(IssuedTicket)} {Ticket.Kind} of account {Ticket.Account}";
}
