namespace Sekisho.Vault.Tunnels;

/// <summary>Asks for a connection.</summary>
/// <param name="Host">The host: a name or an address.</param>
/// <param name="Port">The port.</param>
public sealed record TunnelOpenRequest(string Host, int Port);
