using System.Net;
using Sekisho.Configuration;
using Sekisho.Confinement;
using Sekisho.Roles.Reach;
using Sekisho.Starting;

namespace Sekisho.Wiring;

/// <summary>What the configuration lets each role reach, beside what the role table says.</summary>
internal static class ReachWiring
{
    /// <summary>The doors, and certificate and key, which it reads again when they change.</summary>
    public static RoleReach OfMx(PreparedSystem system) => new()
    {
        ListenPorts = [.. system.Config.Mx.Listen.Concat(system.Config.Submission.Listen).Select(address => address.At.Port).Distinct()],
        Files = [system.Certificate, system.Key],
    };

    /// <summary>The scanner.</summary>
    public static RoleReach OfInspect(SekishoConfig config) => config.Clamd.Address switch
    {
        null => new RoleReach(),
        { UnixPath: not null } => new RoleReach { UsesUnixSocket = true },
        { Tcp: var at } => new RoleReach
        {
            ConnectPorts = [at!.Port],
            // localhost is in /etc/hosts.
            LooksUpNames = at.Host != "localhost" && !IPAddress.TryParse(at.Host, out _),
        },
    };

    /// <summary>The certificates of one's own authority.</summary>
    public static RoleReach OfDeliver(PreparedSystem system) => new()
    {
        Files = system.Config.Deliver.TrustedCertificates?.From(system.ConfigFolder) is { } file ? [file] : [],
    };

    /// <summary>The root key, which it makes anew, where it lies outside of the vault's own folder; the list of leaked passwords and the authorities of linked services.</summary>
    public static RoleReach OfVault(PreparedSystem system) => new()
    {
        OwnFolders = system.Config.Vault.RootKey?.From(system.ConfigFolder) is { } key && Path.GetDirectoryName(key) is { } folder ? [folder] : [],
        Files =
        [
            .. ((string?[])[system.Config.Vault.BreachedPasswords?.From(system.ConfigFolder), system.Config.Vault.TokenAuthorities?.From(system.ConfigFolder)]).OfType<string>(),
        ],
    };

    /// <summary>How strict.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="allowUnconfined">The operator says that running unconfined is better than not running.</param>
    public static ConfinementOptions OptionsOf(SekishoConfig config, bool allowUnconfined) => new()
    {
        IsRequired = config.Confinement.Required && !allowUnconfined,
        FirstUserId = config.Confinement.FirstUser,
    };

    /// <summary>What stands in the way of a confined start, each with what to do; empty when nothing does.</summary>
    public static IReadOnlyList<string> Problems(SekishoConfig config) =>
        config.Confinement.FirstUser is not null && !Ownership.IsRoot
            ? ["confinement.firstUser needs a start as root. Start as root, or take the setting away: then all roles run as this user."]
            : [];
}
