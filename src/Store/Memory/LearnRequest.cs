namespace Sekisho.Store.Memory;

/// <summary>Gives a message to learn from.</summary>
/// <param name="For">Whose memory: a domain of a tenant.</param>
/// <param name="Words">The numbers of its words.</param>
/// <param name="Sender">The address in From, or empty.</param>
/// <param name="IsBad">It is unwanted.</param>
public sealed record LearnRequest(string For, byte[] Words, string Sender, bool IsBad);
