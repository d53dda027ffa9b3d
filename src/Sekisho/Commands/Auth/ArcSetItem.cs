namespace Sekisho.Commands.Auth;

/// <summary>One set in a line of 'auth arc --json'.</summary>
/// <param name="Instance">Its number.</param>
/// <param name="Domain">The sealer's domain.</param>
/// <param name="Selector">The selector.</param>
/// <param name="ChainValue">cv=.</param>
/// <param name="Results">What the sealer says it found.</param>
internal sealed record ArcSetItem(int Instance, string Domain, string Selector, string ChainValue, string Results);
