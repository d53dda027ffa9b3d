using Sekisho.Roles.BlastRadius;

namespace Sekisho.Commands.BlastRadius;

/// <summary>A line of 'blast-radius --json'.</summary>
internal sealed record BlastItem(string Role, ProbeAction Action, string Target, bool Expected, bool Found, string How);
