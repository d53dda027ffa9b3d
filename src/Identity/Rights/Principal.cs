using System.Runtime.InteropServices;

namespace Sekisho.Identity.Rights;

/// <summary>Who wants to do something, as their ticket says.</summary>
/// <param name="Role">What they are.</param>
/// <param name="Account">The number of their account.</param>
/// <param name="Tenant">The number of their tenant; null for somebody of the house, who belongs to none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Principal(Role Role, long Account, long? Tenant);
