namespace Sekisho.Store.Memory;

/// <summary>Asks what a tenant has learned.</summary>
/// <param name="For">A domain of the tenant.</param>
/// <param name="Reset">Forget it first.</param>
public sealed record LearnedRequest(string For, bool Reset);
