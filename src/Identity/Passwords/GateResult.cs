using System.Runtime.InteropServices;

namespace Sekisho.Identity.Passwords;

/// <summary>What came of work behind the gate.</summary>
/// <param name="Busy">The work was not done: no place, or waited too long.</param>
/// <param name="Value">The work's result; nothing when busy.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct GateResult<T>(bool Busy, T? Value);
