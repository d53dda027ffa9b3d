using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Vault.Tunnels;

/// <summary>
/// What the vault asks of deliver, since it has no network: bytes to and from one of the hosts that the configuration names. The vault
/// does TLS with the host itself, so deliver sees nothing but ciphertext.
/// </summary>
public static class TunnelCalls
{
    /// <summary>The most bytes that one exchange carries in each direction.</summary>
    public const int MostBytesOfExchange = 64 * 1024;

    /// <summary>Opens a tunnel.</summary>
    public static Call<TunnelOpenRequest, TunnelOpenReply> Open { get; } = new()
    {
        Callee = RoleKind.Deliver,
        Name = "deliver.tunnel-open",
        RequestType = VaultJson.Default.TunnelOpenRequest,
        ReplyType = VaultJson.Default.TunnelOpenReply,
        MaxRequestBytes = 4096,
        Timeout = TimeSpan.FromSeconds(40),
    };

    /// <summary>Sends bytes and waits for some.</summary>
    public static Call<TunnelExchangeRequest, TunnelExchangeReply> Exchange { get; } = new()
    {
        Callee = RoleKind.Deliver,
        Name = "deliver.tunnel-exchange",
        RequestType = VaultJson.Default.TunnelExchangeRequest,
        ReplyType = VaultJson.Default.TunnelExchangeReply,
        MaxRequestBytes = 128 * 1024,
        Timeout = TimeSpan.FromSeconds(40),
    };
}
