using Sekisho.Store.Queue;

namespace Sekisho.Vault.Directory;

/// <summary>A tenant as it is stored, under its own key.</summary>
internal sealed record TenantRecord(string Name, IReadOnlyList<string> Domains, Route? Relay, bool RelayPassword = false);
