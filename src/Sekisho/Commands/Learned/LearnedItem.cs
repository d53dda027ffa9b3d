namespace Sekisho.Commands.Learned;

/// <summary>What a tenant has learned.</summary>
internal sealed record LearnedItem(string For, int Good, int Bad, int Senders, bool InUse, long Sites);
