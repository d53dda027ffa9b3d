namespace Sekisho.Commands.Send;

/// <summary>What became of one recipient.</summary>
internal sealed record SendRecipientItem(string Address, bool Accepted, string Reply);
