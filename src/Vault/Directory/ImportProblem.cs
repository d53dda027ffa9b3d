namespace Sekisho.Vault.Directory;

/// <summary>An account that was not imported.</summary>
/// <param name="Position">Its place in the request, from 0.</param>
/// <param name="Problem">Why, in words for the operator.</param>
public sealed record ImportProblem(int Position, string Problem);
