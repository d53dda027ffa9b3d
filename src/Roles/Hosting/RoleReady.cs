using Sekisho.Confinement;

namespace Sekisho.Roles.Hosting;

/// <summary>What a role's process says when it serves: the JSON after READY on standard output.</summary>
/// <param name="Addresses">What it serves, by name.</param>
/// <param name="Confinement">What of its confinement holds; null when it was not told to be confined.</param>
internal sealed record RoleReady(IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses, ConfinementOutcome? Confinement = null);
