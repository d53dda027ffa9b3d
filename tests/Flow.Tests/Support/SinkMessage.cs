namespace Sekisho.Flow.Tests.Support;

/// <summary>One message as the sink received it, dot-unstuffed.</summary>
public sealed record SinkMessage(string ReversePath, IReadOnlyList<string> Recipients, byte[] Content);
