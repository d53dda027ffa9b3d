using Sekisho.Roles.Calls;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;

namespace Sekisho.Vault.Credentials;

/// <summary>
/// Which credentials deliver may use, and where: those that the relay of their own tenant names, at that relay's host. So an intruder in
/// deliver uses nothing else that is sealed, whatever identifiers it learns.
/// </summary>
internal sealed class RelayUse(VaultDatabase database, KeyCabinet cabinet)
{
    /// <summary>Holds a use against the tenant's relay.</summary>
    /// <param name="row">The credential.</param>
    /// <param name="host">Where it is to be used.</param>
    /// <returns>Whether the relay permits that the password itself is given.</returns>
    /// <exception cref="CallException">No relay of the credential's tenant at that host names it.</exception>
    public bool Check(CredentialDesk.Row row, string host) => cabinet.Use(keys => database.Read(db =>
    {
        if (db.First(DirectorySql.TenantByNumber, DirectoryRows.ReadTenant, row.Tenant) is { } found
            && DirectoryRows.Open(db, keys, found) is { Relay: { } relay } tenant
            && relay.Credential == CredentialDesk.IdOf(row)
            && HostOf(relay.Destination).Equals(host, StringComparison.OrdinalIgnoreCase))
            return tenant.RelayPassword;
        throw new CallException(CallFailure.Rejected, "No relay of its tenant at that host names this credential.");
    }));

    /// <summary>The host of HOST:PORT, an IPv6 address without its brackets.</summary>
    public static string HostOf(string destination)
    {
        var colon = destination.LastIndexOf(':');
        var host = colon < 0 ? destination : destination[..colon];
        return host.Length > 2 && host[0] == '[' && host[^1] == ']' ? host[1..^1] : host;
    }
}
