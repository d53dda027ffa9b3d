using System.Runtime.InteropServices;

namespace Sekisho.Identity.Tickets;

/// <summary>One revocation; store it, and give it back to <see cref="Revocations.Import"/> at the start.</summary>
/// <param name="Scope">What it ends.</param>
/// <param name="Target">The ticket's identifier, or the number of account, device or tenant; 0 with <see cref="RevocationScope.All"/>.</param>
/// <param name="AtUnixMilliseconds">Tickets made at this moment or before are dead.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Revocation(RevocationScope Scope, UInt128 Target, long AtUnixMilliseconds);
