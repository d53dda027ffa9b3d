namespace Sekisho.Inspect.Disarm;

/// <summary>A message that was rebuilt without what could do harm.</summary>
/// <param name="Content">The message, with CRLF line ends; the very bytes that were given where nothing had to be changed.</param>
/// <param name="Changes">What was changed, in the order of the parts; empty for nothing.</param>
public sealed record DisarmedMessage(ReadOnlyMemory<byte> Content, IReadOnlyList<DisarmChange> Changes);
