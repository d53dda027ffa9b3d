using System.Runtime.InteropServices;

namespace Sekisho.Identity.Tickets;

/// <summary>A single-use ticket that has been used.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="EndsUnixMilliseconds">When it would have ended: until then it must be remembered.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct UsedTicket(UInt128 Id, long EndsUnixMilliseconds);
