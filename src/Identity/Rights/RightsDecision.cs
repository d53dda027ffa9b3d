using System.Runtime.InteropServices;

namespace Sekisho.Identity.Rights;

/// <summary>Whether something is allowed, and why.</summary>
/// <param name="IsAllowed">It may be done.</param>
/// <param name="Reason">Why, or why not.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RightsDecision(bool IsAllowed, RightsReason Reason);
