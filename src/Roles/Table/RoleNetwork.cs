namespace Sekisho.Roles.Table;

/// <summary>Which network a role may use, apart from the Unix sockets of calls.</summary>
[Flags]
public enum RoleNetwork
{
    /// <summary>None at all.</summary>
    None = 0,

    /// <summary>It listens on ports of the configuration and accepts connections.</summary>
    Inbound = 1,

    /// <summary>It connects to other machines.</summary>
    Outbound = 2,
}
