namespace Sekisho.Edge;

/// <summary>One address to listen on.</summary>
/// <param name="Address">"ip:port" or "[ip]:port"; port 0 takes a free one.</param>
/// <param name="Kind">What is spoken there.</param>
public sealed record MxListener(string Address, ListenerKind Kind);
