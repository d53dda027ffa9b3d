namespace Sekisho.Inspect.Judging;

/// <summary>What a worker has made of rule files.</summary>
/// <param name="Count">How many rules it judges mail by, those of the product included.</param>
public sealed record RulesReply(int Count);
