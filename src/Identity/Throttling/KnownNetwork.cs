using System.Runtime.InteropServices;

namespace Sekisho.Identity.Throttling;

/// <summary>A network from which an account has logged in, both as keyed hashes; to be stored by the vault.</summary>
/// <param name="Account">Keyed hash of the account's identifier.</param>
/// <param name="Network">Keyed hash of the network.</param>
/// <param name="UnixMinutes">When last, in minutes since 1970.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct KnownNetwork(UInt128 Account, uint Network, uint UnixMinutes);
