namespace Sekisho.Vault.Tunnels;

/// <summary>What the other side has said.</summary>
/// <param name="Bytes">At most <see cref="TunnelCalls.MostBytesOfExchange"/>; empty when it has ended.</param>
/// <param name="Ended">The other side or deliver has closed it: nothing more comes.</param>
public sealed record TunnelExchangeReply(byte[] Bytes, bool Ended);
