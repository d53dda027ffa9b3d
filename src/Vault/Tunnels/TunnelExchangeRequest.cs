namespace Sekisho.Vault.Tunnels;

/// <summary>Sends what the vault has to say, and waits for an answer.</summary>
/// <param name="Tunnel">The tunnel.</param>
/// <param name="Bytes">What to send, at most <see cref="TunnelCalls.MostBytesOfExchange"/>; may be empty.</param>
/// <param name="Last">Nothing follows and no answer is wanted: the tunnel is closed.</param>
public sealed record TunnelExchangeRequest(string Tunnel, byte[] Bytes, bool Last = false);
