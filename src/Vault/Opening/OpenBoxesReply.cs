namespace Sekisho.Vault.Opening;

/// <summary>The box keys that were asked for, in the same order. They are on record before this reply is sent.</summary>
/// <param name="Keys">One for each box.</param>
public sealed record OpenBoxesReply(IReadOnlyList<OpenedBox> Keys);
